namespace ChurnPredict.Server.Serving;

/// <summary>What is served now. Swapped as a whole: whoever took the old one finishes with it.</summary>
internal sealed class ServingState
{
    private volatile ServedModel? _current;
    private volatile string? _problem;
    private volatile bool _isReading;

    /// <summary>The model served now; null before the first.</summary>
    public ServedModel? Current => _current;

    /// <summary>Why the newest model or history is not served; null when it is.</summary>
    public string? Problem => _problem;

    /// <summary>Why nothing is served before the first model is: it was refused, it is being read, or there is no champion.</summary>
    public string WhyNone => Problem ?? (_isReading ? "a model is being read; try again in a moment" : "there is no champion yet: churnpredict train HISTORY --models DIR");

    /// <summary>A model was found and is read.</summary>
    public void StartReading() => _isReading = true;

    public void Serve(ServedModel model)
    {
        _current = model;
        _problem = null;
    }

    public void Refuse(string problem) => _problem = problem;

    /// <summary>What is served is the newest again.</summary>
    public void Accept() => _problem = null;
}
