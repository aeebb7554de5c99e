namespace ChurnPredict.Retention;

internal enum ConditionTokenKind
{
    Name,
    Number,
    Text,
    Sign,
    End,
}
