using System.Diagnostics;
using System.Reflection;

namespace MbimEmulator.Time;

/// <summary>The call that blocks a thread, as the code that made it knows it.</summary>
/// <param name="Name">The type and the method: <c>Assert.ThrowsAsync</c>.</param>
/// <param name="Place">The file and the line of the call, or the type that makes it where that is not known.</param>
/// <param name="Cure">What to write instead.</param>
internal sealed record BlockedCall(string Name, string Place, string Cure)
{
    private static readonly string[] Frameworks = ["nunit", "xunit", "MSTest", "Microsoft.VisualStudio.TestPlatform", "System", "Microsoft", "mscorlib", "netstandard"];

    /// <summary>Finds it in a thread's stack; null when nobody's code is in it.</summary>
    public static BlockedCall? Of(StackTrace stack)
    {
        StackFrame? inner = null;
        foreach (var frame in stack.GetFrames())
        {
            if (frame.GetMethod() is not { DeclaringType: { } type } method || type.Assembly == typeof(BlockedCall).Assembly || type.Assembly.GetName().Name is "MbimClient" or "MbimProtocol")
            {
                continue;
            }

            if (!IsFramework(type.Assembly))
            {
                var call = inner?.GetMethod() ?? method;
                return new BlockedCall(NameOf(call), PlaceOf(frame, type), CureOf(call));
            }

            inner = frame;
        }

        return null;
    }

    private static bool IsFramework(Assembly assembly) =>
        assembly.GetName().Name is { } name && Array.Exists(Frameworks, each => name == each || name.StartsWith(each + ".", StringComparison.OrdinalIgnoreCase));

    private static string NameOf(MethodBase method)
    {
        var type = method.DeclaringType!.Name.Split('`')[0];
        return $"{type}.{(method.Name.StartsWith("get_", StringComparison.Ordinal) ? method.Name[4..] : method.Name)}";
    }

    private static string PlaceOf(StackFrame frame, Type type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return frame.GetFileName() is { } file ? $"{Path.GetFileName(file)}:{frame.GetFileLineNumber()}" : type.Name;
    }

    private static string CureOf(MethodBase call) => (call.DeclaringType!.FullName, call.Name) switch
    {
        ("NUnit.Framework.Assert", "ThrowsAsync" or "CatchAsync" or "That") => "write await Assert.ThatAsync(() => call, Throws.TypeOf<TException>())",
        ("NUnit.Framework.Assert", "DoesNotThrowAsync") => "write await call",
        ("System.Threading.Thread", "Sleep") => "write await Task.Delay(time, clock)",
        _ => "use await there",
    };
}
