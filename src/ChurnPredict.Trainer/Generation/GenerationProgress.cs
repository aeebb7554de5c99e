namespace ChurnPredict.Trainer.Generation;

/// <summary>How far a generation has come.</summary>
/// <param name="Share">0 to 1 of the customers.</param>
/// <param name="Rows">Rows written so far, of all tables.</param>
internal readonly record struct GenerationProgress(double Share, long Rows);
