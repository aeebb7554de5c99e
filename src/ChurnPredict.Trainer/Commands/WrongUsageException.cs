namespace ChurnPredict.Trainer.Commands;

/// <summary>The command line asks for what makes no sense; ends with exit code 2.</summary>
internal sealed class WrongUsageException(string message) : Exception(message);
