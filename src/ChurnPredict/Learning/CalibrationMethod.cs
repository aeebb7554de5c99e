namespace ChurnPredict.Learning;

/// <summary>How raw log-odds are calibrated.</summary>
public enum CalibrationMethod
{
    /// <summary>A line in log-odds.</summary>
    Platt,

    /// <summary>Beta calibration.</summary>
    Beta,

    /// <summary>Isotonic, strictly increasing; only above 20,000 rows.</summary>
    Isotonic,
}
