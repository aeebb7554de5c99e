namespace ChurnPredict.Trainer.Import;

/// <summary>Where a line stands; spelled out only for the first of a kind.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Unit">What is counted: line, or row.</param>
/// <param name="Number">Which one.</param>
internal readonly record struct RetailPlace(string File, string Unit, long Number)
{
    public override string ToString() => $"{File}, {Unit} {Number}";
}
