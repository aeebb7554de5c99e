namespace ChurnPredict.Boosting;

/// <summary>
/// Threads that share numbered tasks with the caller. A tree is some hundred short parallel steps, so waiting workers spin for
/// a moment before they sleep, and a step ends without waiting for a worker that never got a processor.
/// </summary>
internal sealed class WorkerCrew : IDisposable
{
    /// <summary>How often a waiting worker looks for a new step before it sleeps, about 50 µs in all.</summary>
    private const int SpinsBeforeSleep = 1_000;

    private const int Open = 1;
    private const int OneWorker = 2;

    private readonly Thread[] _threads;
    private readonly SemaphoreSlim _wake = new(0);
    private Action<int, int> _work = static (_, _) => { };
    private int _taskCount;
    private int _nextTask;
    private int _state;
    private int _step;
    private int _sleeping;
    private bool _isDisposed;
    private Exception? _failure;

    /// <param name="size">Threads that work on a step, the caller among them; ≥ 1.</param>
    public WorkerCrew(int size)
    {
        Size = size;
        _threads = new Thread[size - 1];
        for (var index = 0; index < _threads.Length; index++)
        {
            var worker = index + 1;
            _threads[index] = new Thread(() => Serve(worker)) { IsBackground = true, Name = $"tree learner {worker}" };
            _threads[index].Start();
        }
    }

    /// <summary>Threads that work on a step.</summary>
    public int Size { get; }

    /// <summary>Runs <paramref name="work"/> once for each task and returns when all are done.</summary>
    /// <param name="taskCount">Tasks 0 to this − 1.</param>
    /// <param name="work">Called with the task and the worker's number, 0 to <see cref="Size"/> − 1; no two at once have the
    /// same worker.</param>
    public void Run(int taskCount, Action<int, int> work)
    {
        if (taskCount <= 1 || Size == 1)
        {
            RunAlone(taskCount, work);
            return;
        }

        (_work, _taskCount, _nextTask) = (work, taskCount, 0);
        Interlocked.Exchange(ref _state, Open);
        Interlocked.Increment(ref _step);
        if (Volatile.Read(ref _sleeping) > 0) _wake.Release(Size - 1);
        TakeTasks(0);
        var spin = default(SpinWait);
        while (Interlocked.CompareExchange(ref _state, 0, Open) != Open) spin.SpinOnce(sleep1Threshold: -1);
        if (Interlocked.Exchange(ref _failure, null) is { } failure) throw new AggregateException(failure);
    }

    /// <summary>As <see cref="Run"/>, by the caller alone, as worker 0: for steps too short to share.</summary>
    public static void RunAlone(int taskCount, Action<int, int> work)
    {
        for (var task = 0; task < taskCount; task++) work(task, 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Volatile.Write(ref _isDisposed, true);
        _wake.Release(Size);
        foreach (var thread in _threads) thread.Join();
        _wake.Dispose();
    }

    private void TakeTasks(int worker)
    {
        try
        {
            for (int task; (task = Interlocked.Increment(ref _nextTask) - 1) < _taskCount;) _work(task, worker);
        }
        catch (Exception exception) when (Interlocked.CompareExchange(ref _failure, exception, null) is null)
        {
            // Kept for the caller of Run, who throws it when the step has ended.
        }
    }

    private void Serve(int worker)
    {
        for (var seen = 0; !Volatile.Read(ref _isDisposed);)
        {
            seen = WaitForStep(seen);
            if (!TryJoin()) continue;
            TakeTasks(worker);
            Interlocked.Add(ref _state, -OneWorker);
        }
    }

    private int WaitForStep(int seen)
    {
        for (var spins = 0; spins < SpinsBeforeSleep; spins++)
        {
            var step = Volatile.Read(ref _step);
            if (step != seen || Volatile.Read(ref _isDisposed)) return step;
            Thread.SpinWait(8);
        }

        Interlocked.Increment(ref _sleeping);
        if (Volatile.Read(ref _step) == seen && !Volatile.Read(ref _isDisposed)) _wake.Wait();
        Interlocked.Decrement(ref _sleeping);
        return Volatile.Read(ref _step);
    }

    private bool TryJoin()
    {
        for (var state = Volatile.Read(ref _state); (state & Open) != 0;)
        {
            var before = Interlocked.CompareExchange(ref _state, state + OneWorker, state);
            if (before == state) return true;
            state = before;
        }

        return false;
    }
}
