namespace Grpc.Core;

/// <summary>Tells which generated method binds a service's methods; generated on each service base class.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = true)]
public class BindServiceMethodAttribute : Attribute
{
    /// <summary>Makes the attribute.</summary>
    /// <param name="bindType">The type that has the method.</param>
    /// <param name="bindMethodName">A static method (ServiceBinderBase, service base class).</param>
    public BindServiceMethodAttribute(Type bindType, string bindMethodName)
    {
        BindType = bindType;
        BindMethodName = bindMethodName;
    }

    /// <summary>The type that has the method.</summary>
    public Type BindType { get; }

    /// <summary>A static method (ServiceBinderBase, service base class).</summary>
    public string BindMethodName { get; }
}
