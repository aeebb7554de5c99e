using ChurnPredict.History;

namespace ChurnPredict.Trainer.Import;

/// <summary>What to import.</summary>
/// <param name="Input">File or folder.</param>
/// <param name="Mapping">The YAML mapping of <c>csv</c>; null for the other formats.</param>
/// <param name="Population">Who shall be scored and trained on; null = the format's default.</param>
internal sealed record ImportRequest(string Input, string? Mapping, ChurnPopulation? Population)
{
    /// <summary>A file of a format that consists of several: with or without <c>.gz</c>, in the input folder.</summary>
    public string FileInFolder(string name) => new[] { name, $"{name}.gz" }.Select(file => Path.Combine(Input, file)).FirstOrDefault(File.Exists)
        ?? throw new InvalidCustomerDataException($"{Input}: found no {name} and no {name}.gz, expected the folder that holds them");

    /// <summary>A churn definition with the population asked for.</summary>
    public ChurnDefinition Churn(ChurnPopulation byDefault = ChurnPopulation.Active) => new() { Population = Population ?? byDefault };
}
