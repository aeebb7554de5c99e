using System.Globalization;
using System.Text;
using ChurnPredict.Learning;

namespace ChurnPredict.Tests.Learning;

public sealed class SnapshotFoldsTests
{
    [Fact]
    public void FoldOf_ManyIds_FillsEachGroupByItsShare()
    {
        var sizes = Enumerable.Range(0, 30_000).CountBy(id => SnapshotFolds.FoldOf(Encoding.UTF8.GetBytes(id.ToString(CultureInfo.InvariantCulture)))).ToDictionary();
        Assert.Equal([0, 1, 2, 3, 4], sizes.Keys.Order());
        Assert.InRange(sizes[0], 11_700, 12_300);
        Assert.InRange(sizes[1], 3_800, 4_200);
        Assert.InRange(sizes[4], 5_700, 6_300);
    }
}
