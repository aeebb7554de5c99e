using ChurnPredict.Value;

namespace ChurnPredict.Tests.Value;

public sealed class StoppingIntegralTests
{
    [Theory]
    [InlineData(.5, 10, .6, 11, 30)]
    [InlineData(1000.5, 50, .6, 60, 20)]
    [InlineData(.01, .001, .01, .001, 500)]
    [InlineData(3, 1e-4, 2, 1e5, 400)]
    [InlineData(3, 1e5, 2, 1e-4, 400)]
    [InlineData(50, 100, 1e5, 1e6, 300)]
    [InlineData(1e5, 1e6, .3, 2, 300)]
    public void Evaluate_ExtremeParameters_IsTheIntegral(double shape, double rate, double stopShape, double stopRate, double length)
    {
        var integral = new StoppingIntegral(shape, rate, stopShape, stopRate, length);
        var expected = 0.0;
        for (var (log, step) = (Math.Log(length) - 45, .002); log < Math.Log(length) - .001; log += step)
        {
            var time = Math.Exp(log + (step / 2));
            expected += step * time * stopShape / stopRate
                * Math.Exp((-shape * double.LogP1(time / rate)) - ((stopShape + 1) * double.LogP1(time / stopRate)));
        }

        Assert.Equal(1, integral.Evaluate().Stopped / expected, 1e-5);
    }

    [Theory]
    [InlineData(.5, 10, .6, 11, 30)]
    [InlineData(12, 1e-4, 2, 1e5, 400)]
    public void EvaluateWithGradient_ScalarTwin_AgreesWithVectors(double shape, double rate, double stopShape, double stopRate, double length)
    {
        var integral = new StoppingIntegral(shape, rate, stopShape, stopRate, length);
        var (vectors, scalars) = (integral.EvaluateWithGradient(true), integral.EvaluateWithGradient(false));
        Assert.Equal(1, vectors.Stopped / scalars.Stopped, 1e-12);
        Assert.Equal(1, vectors.ByStopped.ByRate / scalars.ByStopped.ByRate, 1e-11);
        Assert.Equal(1, vectors.ByStopped.ByStopShape / scalars.ByStopped.ByStopShape, 1e-11);
    }
}
