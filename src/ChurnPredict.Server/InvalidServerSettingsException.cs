namespace ChurnPredict.Server;

/// <summary>The server is told what makes no sense; it does not start.</summary>
internal sealed class InvalidServerSettingsException(string message) : Exception(message);
