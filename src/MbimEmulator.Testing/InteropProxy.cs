using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace MbimEmulator.Testing;

/// <summary>An object behind another declaration of its interface.</summary>
[SuppressMessage("Performance", "CA1852", Justification = "DispatchProxy derives from it at run time.")]
internal class InteropProxy : DispatchProxy
{
    private MbnInterop _interop = null!;
    private object _target = null!;
    private MethodInfo[] _methods = [];

    /// <summary>Makes one.</summary>
    /// <param name="interop">Converts what is passed.</param>
    /// <param name="target">The object, which has an interface of the same IID.</param>
    /// <param name="type">The other declaration.</param>
    public static object Make(MbnInterop interop, object target, Type type)
    {
        var proxy = (InteropProxy)Create(type, typeof(InteropProxy));
        proxy._interop = interop;
        proxy._target = target;
        proxy._methods = [.. target.GetType().GetInterfaces().Where(each => each.GUID == type.GUID).SelectMany(each => each.GetMethods())];
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var asked = targetMethod!;
        var method = Array.Find(_methods, each => each.Name == asked.Name)
            ?? throw new MissingMethodException($"{asked.DeclaringType} declares {asked.Name}, which mbnapi's interface with this IID has not.");
        var theirs = method.GetParameters();
        if (theirs.Length != asked.GetParameters().Length)
        {
            throw new MissingMethodException($"{asked.DeclaringType}.{asked.Name} has {asked.GetParameters().Length} parameters; mbnapi's has {theirs.Length}.");
        }

        var passed = theirs.Select((parameter, i) => parameter.IsOut ? null : _interop.Convert(args![i], parameter.ParameterType)).ToArray();
        object? result;
        try
        {
            result = method.Invoke(_target, passed);
        }
        catch (TargetInvocationException e) when (e.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }

        foreach (var (parameter, i) in asked.GetParameters().Select((parameter, i) => (parameter, i)).Where(each => each.parameter.ParameterType.IsByRef))
        {
            args![i] = _interop.Convert(passed[i], parameter.ParameterType.GetElementType()!);
        }

        return _interop.Convert(result, asked.ReturnType);
    }
}
