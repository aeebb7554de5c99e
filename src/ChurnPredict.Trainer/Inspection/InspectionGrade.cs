namespace ChurnPredict.Trainer.Inspection;

/// <summary>How a check came out.</summary>
internal enum InspectionGrade
{
    /// <summary>Fine.</summary>
    Pass,

    /// <summary>Usable, but somebody should look.</summary>
    Warn,

    /// <summary>Not fit for training as it is.</summary>
    Fail,
}
