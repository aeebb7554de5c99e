namespace ChurnPredict.Transport.Tests;

/// <summary>An answer as it stands on the wire.</summary>
/// <param name="HttpStatus">HTTP's status.</param>
/// <param name="Status">gRPC's status; null where there is none.</param>
/// <param name="Detail">gRPC's message, decoded.</param>
/// <param name="Body">All of the body.</param>
internal sealed record RawAnswer(int HttpStatus, int? Status, string Detail, byte[] Body);
