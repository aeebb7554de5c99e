namespace ChurnPredict.Retention;

internal enum ComparisonSign
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
