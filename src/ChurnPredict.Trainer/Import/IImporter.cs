using ChurnPredict.History;

namespace ChurnPredict.Trainer.Import;

/// <summary>Turns one foreign format into a history folder.</summary>
internal interface IImporter
{
    /// <summary>What is on the command line.</summary>
    string Format { get; }

    /// <summary>What the input is, for the help.</summary>
    string Input { get; }

    /// <summary>Writes the tables.</summary>
    /// <returns>What <c>history.yaml</c> shall say, and notes to put on top of it.</returns>
    (HistoryDescription Description, string Notes) Import(ImportRequest request, HistoryFolderWriter folder, ImportTally tally, CancellationToken cancellationToken);
}
