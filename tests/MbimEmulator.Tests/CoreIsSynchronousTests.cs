using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using MbimEmulator.Links;
using MbimProtocol.Host;

namespace MbimEmulator.Tests;

public sealed class CoreIsSynchronousTests
{
    private const BindingFlags Everything =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // Types of the core that wait today; the list may only become shorter.
    private static readonly string[] Waiting =
    [
        "MbimEmulator.Links.AsyncSignal", "MbimEmulator.Links.Completion`1", "MbimEmulator.Links.LinkDataChannel", "MbimEmulator.Links.LinkTransport",
        "MbimEmulator.Links.Mailbox", "MbimEmulator.Links.InboundGate", "MbimEmulator.Links.ModemLink", "MbimEmulator.Recording.ModemRelay", "MbimEmulator.Journal.JournalVerifier",
        "MbimEmulator.Journal.MessageJournal", "MbimProtocol.Host.IMbimTransport", "MbimProtocol.Host.IWorkQueue",

        // A clock is what all threads look at.
        "MbimEmulator.Time.RunContext", "MbimEmulator.Time.RunQueue", "MbimEmulator.Time.VirtualClock",
    ];

    private static readonly HashSet<Type> Harmless =
        [typeof(Timeout), typeof(ITimer), typeof(TimerCallback), typeof(Interlocked), typeof(Volatile)];

    private static readonly Dictionary<short, OpCode> OpCodesByValue =
        typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => o.Value);

    [Test]
    public void The_core_is_synchronous()
    {
        var core = typeof(ModemGroup).Assembly.GetTypes().Where(t => t.Namespace?.StartsWith("MbimEmulator.", StringComparison.Ordinal) == true)
            .Concat(typeof(MbimHost<>).Assembly.GetTypes().Where(t => IsIn(t, "MbimProtocol.Host") || IsIn(t, "MbimProtocol.Server")))
            .ToLookup(IsWaiting);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(string.Join('\n', core[false].SelectMany(Offences)), Is.Empty);
            Assert.That(Waiting.Where(name => !core[true].Where(t => Outer(t).FullName == name).SelectMany(Offences).Any()), Is.Empty, "These wait no longer: take them off the list.");
        }
    }

    [TestCase(typeof(ModemLink), "Lock")]
    [TestCase(typeof(ModemLink), "ValueTask")]
    [TestCase(typeof(Mailbox), "ThreadPool")]
    [TestCase(typeof(Offender), "Monitor")]
    [TestCase(typeof(Offender), "AsyncTaskMethodBuilder`1")]
    [TestCase(typeof(Offender), "Channel`1")]
    public void The_search_finds_what_it_looks_for(Type type, string name)
    {
        var found = type.GetNestedTypes(BindingFlags.NonPublic).Append(type).SelectMany(Offences);
        Assert.That(found, Has.Some.EndsWith(": " + name));
    }

    private static bool IsWaiting(Type type) => Waiting.Contains(Outer(type).FullName);

    private static Type Outer(Type type) => type.DeclaringType is { } outer ? Outer(outer) : type;

    private static bool IsIn(Type type, string ns) => type.Namespace == ns || type.Namespace?.StartsWith(ns + ".", StringComparison.Ordinal) == true;

    private static IEnumerable<string> Offences(Type type)
    {
        var used = type.GetFields(Everything).Select(f => (Where: f.Name, Type: f.FieldType))
            .Concat(type.GetInterfaces().Select(i => (Where: "implements", Type: i)))
            .Concat(type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)).SelectMany(m => Used(m).Select(t => (Where: m.Name, Type: t))));
        return used.SelectMany(u => Parts(u.Type).Where(IsForbidden).Select(t => $"{type.FullName}.{u.Where}: {t.Name}")).Distinct();
    }

    private static bool IsForbidden(Type type)
    {
        type = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return !Harmless.Contains(type) &&
            (IsIn(type, "System.Threading") || type == typeof(IAsyncStateMachine) || type.FullName == "System.IO.Pipelines.PipeScheduler" ||
             (IsIn(type, "System.Runtime.CompilerServices") && (type.Name.StartsWith("Async", StringComparison.Ordinal) || type.Name.Contains("Awaiter", StringComparison.Ordinal))));
    }

    private static IEnumerable<Type> Used(MethodBase method)
    {
        foreach (var type in Signature(method))
        {
            yield return type;
        }

        if (method.GetMethodBody() is not { } body)
        {
            yield break;
        }

        foreach (var local in body.LocalVariables)
        {
            yield return local.LocalType;
        }

        foreach (var member in Referenced(method, body.GetILAsByteArray()!))
        {
            if (member is Type type)
            {
                yield return type;
            }

            if (member.DeclaringType is { } declaring)
            {
                yield return declaring;
            }

            foreach (var part in member is MethodBase called ? Signature(called) : member is FieldInfo field ? [field.FieldType] : [])
            {
                yield return part;
            }
        }
    }

    private static IEnumerable<Type> Signature(MethodBase method) =>
        method.GetParameters().Select(p => p.ParameterType)
            .Concat(method is MethodInfo info ? [info.ReturnType] : [])
            .Concat(method.IsGenericMethod ? method.GetGenericArguments() : []);

    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
        {
            return Parts(type.GetElementType()!);
        }

        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Append(type) : [type];
    }

    private static IEnumerable<MemberInfo> Referenced(MethodBase method, byte[] il)
    {
        var typeArguments = method.DeclaringType!.GetGenericArguments();
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (var i = 0; i < il.Length;)
        {
            var value = il[i++] is 0xFE ? (short)(0xFE00 | il[i++]) : il[i - 1];
            var operand = OpCodesByValue[value].OperandType;
            if (operand is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            {
                yield return method.Module.ResolveMember(BitConverter.ToInt32(il, i), typeArguments, methodArguments)!;
            }

            i += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, i)),
                _ => 4,
            };
        }
    }

    private sealed class Offender
    {
        private readonly object _gate = new();

        public async Task<int> Await()
        {
            await Task.Yield();
            return 1;
        }

        public void Locked()
        {
            Monitor.Enter(_gate);
            Monitor.Exit(_gate);
        }

        public static System.Threading.Channels.Channel<int> Channel() => System.Threading.Channels.Channel.CreateUnbounded<int>();
    }
}
