// Some tests watch the memory of the process, so they run one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
