//! The same work on many documents.

/// Does the same to all of them in `jobs` threads; the answers in the order of the documents.
pub fn in_threads<T: Sync, A: Send>(all: &[T], jobs: usize, work: impl Fn(&T) -> A + Sync) -> Vec<A> {
    let share = all.len().div_ceil(jobs.max(1)).max(1);
    let work = &work;
    std::thread::scope(|scope| {
        let threads: Vec<_> = all
            .chunks(share)
            .map(|some| scope.spawn(move || some.iter().map(work).collect::<Vec<A>>()))
            .collect();
        threads.into_iter().flat_map(|t| t.join().unwrap_or_else(|e| std::panic::resume_unwind(e))).collect()
    })
}
