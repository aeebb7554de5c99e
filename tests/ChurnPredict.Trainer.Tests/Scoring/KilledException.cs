namespace ChurnPredict.Trainer.Tests.Scoring;

/// <summary>Stands for a process that ends between two parts.</summary>
internal sealed class KilledException() : Exception("killed between two parts");
