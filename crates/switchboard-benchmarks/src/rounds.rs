//! Measuring contenders so that whatever else the machine does hurts all alike: in rounds, each of them once a round,
//! and never in the same order twice running. A ratio is the median of the ratios of the rounds.

use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

/// What a stretch of work took.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Processor time of this process, in the kernel too.
    pub cpu: Duration,
    /// Time on the wall.
    pub wall: Duration,
}

/// The measures of one contender, a round each.
pub type Measured = Vec<Measure>;

/// Measures each contender once a round; the first round counts for nothing.
pub fn rounds<C>(contenders: &[C], rounds: usize, mut work: impl FnMut(&C)) -> Vec<Measured> {
    let mut measured: Vec<Measured> = contenders.iter().map(|_| Vec::new()).collect();
    for round in 0..=rounds {
        for turn in 0..contenders.len() {
            let index = (round + turn) % contenders.len();
            let (cpu, wall) = (ProcessTime::now(), Instant::now());
            work(&contenders[index]);
            let measure = Measure { wall: wall.elapsed(), cpu: cpu.elapsed() };
            if round > 0 {
                measured[index].push(measure);
            }
        }
    }
    measured
}

/// The median ratio between two contenders.
#[must_use]
pub fn ratio(ours: &Measured, theirs: &Measured, of: fn(&Measure) -> Duration) -> f64 {
    let ratios = ours.iter().zip(theirs).map(|(ours, theirs)| of(ours).as_secs_f64() / of(theirs).as_secs_f64());
    median(ratios.collect())
}

/// The value in the middle.
#[must_use]
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
