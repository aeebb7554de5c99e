namespace ChurnPredict.History;

/// <summary>Counts one kind of finding within a row group; never leaves the method that counts.</summary>
internal struct FindingTally
{
    public long Count { get; private set; }

    public int FirstRow { get; private set; }

    public string? Detail { get; private set; }

    public void Add(int row, string? detail)
    {
        if (Count++ > 0) return;
        FirstRow = row;
        Detail = detail;
    }
}
