using ChurnPredict.Contracts.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace ChurnPredict.Transport.Tests;

/// <summary>
/// Holds the protos to protos/churnpredict.v1.binpb. What is in it may not change; what is new is added to it by
/// <c>protoc -I protos --include_imports --descriptor_set_out=protos/churnpredict.v1.binpb protos/churnpredict/v1/*.proto</c>.
/// </summary>
public sealed class DescriptorSetTests
{
    private static readonly IReadOnlySet<string> Committed = DescribedNames.Of(ReadCommitted());

    private static readonly IReadOnlySet<string> Compiled = DescribedNames.Of(
    [
        ChurnPredictionReflection.Descriptor, CustomerHistoryReflection.Descriptor, CustomerScoreReflection.Descriptor,
        ModelInfoReflection.Descriptor,
    ]);

    [Fact]
    public void Protos_WhatWasCommitted_HasNotChanged() => Assert.Empty(Committed.Except(Compiled));

    [Fact]
    public void Protos_WhatIsNew_IsCommitted() => Assert.Empty(Compiled.Except(Committed));

    [Fact]
    public void Protos_Committed_HoldTheServiceOfTheContract()
    {
        var methods = Committed.Where(line => line.StartsWith("rpc ", StringComparison.Ordinal)).ToList();
        Assert.Equal(6, methods.Count);
        Assert.Contains(
            "rpc churnpredict.v1.ChurnPrediction.StreamScores(stream churnpredict.v1.ScoreCustomerRequest) "
            + "returns (stream churnpredict.v1.ScoreResult)",
            methods);
    }

    private static IReadOnlyList<FileDescriptor> ReadCommitted()
    {
        var set = new CodedInputStream(File.ReadAllBytes(Path.Combine(Repository.Root, "protos", "churnpredict.v1.binpb")));
        var files = new List<ByteString>();
        // A FileDescriptorSet is a list of files, field 1.
        while (set.ReadTag() != 0)
            files.Add(set.ReadBytes());
        return FileDescriptor.BuildFromByteStrings(files);
    }
}
