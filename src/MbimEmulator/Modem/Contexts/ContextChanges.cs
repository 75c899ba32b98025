using MbimEmulator.Modem.Core;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Contexts;

/// <summary>What can be done to contexts.</summary>
internal static class ContextChanges
{
    public static IReadOnlyList<ModuleChange> All { get; } =
    [
        ModuleChange.Of<ContextsModule>("deactivate", ["SESSION", "[NW_ERROR]"], "the network ends a context", CheckDeactivate, Deactivate),
        ModuleChange.Of<ContextsModule>("access-string", ["NAME", "NW_ERROR"], "the network refuses contexts with an access string, or with any (*); 0 accepts them again",
            args => args.Error(1), SetAccessString),
        ModuleChange.Of<ContextsModule>("ip-versions", ["VERSIONS"], "the IP versions that the network gives contexts from now on: ipv4, ipv6 or both",
            args => args.Name(0, "ipv4", "ipv6", "both"), SetIPVersions),
        ModuleChange.Of<ContextsModule>("max-sessions", ["COUNT"], "how many contexts may be active at once, 1 to 256, regardless of DEVICE_CAPS",
            CheckMaxSessions, SetMaxSessions),
    ];

    private static void CheckDeactivate(ArgumentReader args)
    {
        args.Number(0, 255);
        args.Error(1);
    }

    private static string Deactivate(ContextsModule module, ArgumentReader args) => module.Contexts.DeactivateByNetwork(args.Number(0), args.Error(1))
        ? $"the network ended the context of session {args.Number(0)}"
        : throw new InvalidOperationException($"Session {args.Number(0)} has no context.");

    private static string SetAccessString(ContextsModule module, ArgumentReader args)
    {
        module.Contexts.Refuse(args.Text(0), args.Error(1));
        return args.Error(1) == NwError.None
            ? $"the network accepts contexts of {args.Text(0)}"
            : $"the network answers contexts of {args.Text(0)} with network error {(uint)args.Error(1)}";
    }

    private static string SetIPVersions(ContextsModule module, ArgumentReader args)
    {
        var given = module.Profile.Contexts;
        module.Contexts.Network = module.Contexts.Network with
        {
            IPv4 = args.Text(0) == "ipv6" ? null : given.IPv4,
            IPv6 = args.Text(0) == "ipv4" ? null : given.IPv6,
        };
        return $"the network gives {args.Text(0)}";
    }

    private static void CheckMaxSessions(ArgumentReader args)
    {
        if (args.Number(0, 256) == 0)
        {
            throw new ArgumentException("'0' is no number from 1 to 256.");
        }
    }

    private static string SetMaxSessions(ContextsModule module, ArgumentReader args)
    {
        module.Contexts.Network = module.Contexts.Network with { MaxSessions = (int)args.Number(0) };
        return $"{args.Number(0)} contexts at once";
    }
}
