"""A WebSocket server on Python's `websockets`, for the tests of interoperability.

It prints its port and then serves until its standard input ends. What the client sends as text decides:

- {"number": N, "text": "repeat"}   N ticks come, each a message of its own
- {"number": N, "text": "fragments"} one tick comes in N fragments
- {"number": N, "text": "close"}    the socket is closed with code N
- {"number": N, "text": "cut"}      the connection ends without a close frame
- {"number": N, "text": "ping"}     the client is pinged N times, and a tick tells how many pongs came
- anything else comes back as it is

Under the path of HOPR's socket it plays a node, under that of Pieces OS its stream of identifiers.
"""

import asyncio
import json
import sys

from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed


CHALLENGE = "ab" * 33


async def handler(socket):
    path = socket.request.path
    try:
        if path.startswith("/api/v3/messages/websocket"):
            await be_a_node(socket)
        elif path == "/messages/stream/identifiers":
            await tell_identifiers(socket)
        else:
            await converse(socket)
    except ConnectionClosed:
        pass  # As asked.


async def be_a_node(socket):
    """Tells the cookie's token as a message, and acknowledges what is sent."""
    token = socket.request.headers["Cookie"].removeprefix("X-Auth-Token=").encode()
    items = bytes([0x80 + len(token)]) + token + bytes([0x86]) + (1692527540000).to_bytes(6, "big")
    encoded = bytes([0xC0 + len(items)]) + items
    await socket.send(",".join(str(byte) for byte in encoded))
    async for message in socket:
        command = json.loads(message)
        assert command["cmd"] == "sendmsg" and command["args"]["peerAddress"], command
        await socket.send(f"ack-challenge:{CHALLENGE}")
        await socket.send(f"ack:'{CHALLENGE}'")
        await socket.send(f"sent {command['args']['body']}")


async def tell_identifiers(socket):
    """Tells a change and a removal, and closes."""
    await socket.send('{"iterable":[{"conversationMessage":{"id":"a"}}]}')
    await socket.send('{"iterable":[{"conversationMessage":{"id":"a"},"deleted":true}]}')
    await socket.close()


async def converse(socket):
    async for message in socket:
        tick = json.loads(message)
        number, text = tick["number"], tick.get("text", "")
        if text == "repeat":
            for count in range(number):
                await socket.send(json.dumps({"number": count}))
        elif text == "fragments":
            whole = json.dumps({"number": number, "text": "x" * 1000})
            size = max(1, len(whole) // number)
            await socket.send(whole[at : at + size] for at in range(0, len(whole), size))
        elif text == "close":
            await socket.close(code=number, reason="as asked")
        elif text == "cut":
            socket.transport.abort()
        elif text == "ping":
            pongs = 0
            for _ in range(number):
                await (await socket.ping())
                pongs += 1
            await socket.send(json.dumps({"number": pongs}))
        else:
            await socket.send(message)


async def main():
    async with serve(handler, "127.0.0.1", 0, max_size=8 * 1024 * 1024) as server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
