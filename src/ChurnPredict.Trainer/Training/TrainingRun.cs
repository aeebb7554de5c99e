using ChurnPredict.History;
using ChurnPredict.Learning;
using ChurnPredict.ModelStore;
using ChurnPredict.Scoring;
using ChurnPredict.Trainer.Terminals;

namespace ChurnPredict.Trainer.Training;

/// <summary>Trains, writes the model folder, reads it back, compares scores, and decides on promotion.</summary>
internal static class TrainingRun
{
    private const int CustomersCompared = 1_000;

    public static TrainingOutcome Run(
        Terminal terminal, HistorySource source, ModelLibrary library, TrainingOptions options, PromotionRule rule, CancellationToken cancellationToken)
    {
        var trained = Train(terminal, source, options, cancellationToken);
        var id = ModelFolder.Write(library, trained, terminal.Clock.GetUtcNow());
        var compared = terminal.Step("reading the model back", _ => CompareScores(source, library, id, trained));
        var (promote, why) = PromotionDecision.Decide(library, source, id, trained, rule, options.ThreadCount);
        if (promote) library.Promote(id, why, terminal.Clock.GetUtcNow());
        return new TrainingOutcome(id, trained, promote, why, compared);
    }

    private static TrainedModel Train(Terminal terminal, HistorySource source, TrainingOptions options, CancellationToken cancellationToken)
    {
        using var stages = new StageLines(terminal);
        return new ModelTrainer(options).Train(source, stages, cancellationToken);
    }

    /// <summary>The folder that was written must give the scores of the model in memory, bit for bit.</summary>
    /// <exception cref="InvalidModelFileException">It does not.</exception>
    private static int CompareScores(HistorySource source, ModelLibrary library, string id, TrainedModel trained)
    {
        var (_, read) = ModelFolder.Read(library, id);
        var inMemory = new CustomerScorer(trained, id, source.Description);
        var fromDisk = new CustomerScorer(read, id, source.Description);
        var asOf = source.DayAfterLastEvent;
        var part = source.Parts().First();
        var compared = Math.Min(CustomersCompared, part.CustomerCount);
        for (var customer = 0; customer < compared; customer++)
        {
            var expected = inMemory.Score(part.Customer(customer), asOf);
            var found = fromDisk.Score(part.Customer(customer), asOf);
            if (!BitsEqual(expected.Features, found.Features)
                || expected.ChurnProbability != found.ChurnProbability)
                throw new InvalidModelFileException($"{library.PathOf(id)}: the model read back scores a customer differently from the one in memory");
        }

        return compared;
    }

    private static bool BitsEqual(float[] one, float[] other) =>
        one.Select(BitConverter.SingleToInt32Bits).SequenceEqual(other.Select(BitConverter.SingleToInt32Bits));
}
