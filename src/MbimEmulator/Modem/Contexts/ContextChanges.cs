using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

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
        ModuleChange.Of<ContextsModule>("provision-context", ["TYPE", "[ACCESS_STRING]"], "the operator provisions a context of a type over the air, or without an access string removes it",
            CheckProvisionContext, ProvisionContext),
        ModuleChange.Of<ContextsModule>("pco", ["SESSION", "HEX", "[complete|partial]"], "the network sends protocol configuration options for the context of a session, 1 to 256 bytes",
            CheckPco, SetPco),
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
        module.AccessPoints.Refuse(args.Text(0), args.Error(1));
        return args.Error(1) == NwError.None
            ? $"the network accepts contexts of {args.Text(0)}"
            : $"the network answers contexts of {args.Text(0)} with network error {(uint)args.Error(1)}";
    }

    private static string SetIPVersions(ContextsModule module, ArgumentReader args)
    {
        var given = module.Profile.Contexts;
        module.AccessPoints.Network = module.AccessPoints.Network with
        {
            IPv4 = args.Text(0) == "ipv6" ? null : given.IPv4,
            IPv6 = args.Text(0) == "ipv4" ? null : given.IPv6,
        };
        return $"the network gives {args.Text(0)}";
    }

    private static void CheckProvisionContext(ArgumentReader args)
    {
        args.Name(0, [.. ContextTypeNames.All.Where(type => type != "none")]);
        if (args.Has(1) && args.Text(1).Length > ContextHandlers.MaxAccessString)
        {
            throw new ArgumentException($"The access string has {args.Text(1).Length} characters; expected at most {ContextHandlers.MaxAccessString}.");
        }
    }

    private static string ProvisionContext(ContextsModule module, ArgumentReader args)
    {
        var type = args.Text(0);
        if (!args.Has(1))
        {
            module.Provisioned.Delete(ContextTypeNames.ToGuid(type));
            return $"no {type} context";
        }

        var context = new ProvisionedContextProfile { Id = 0, Type = type, AccessString = args.Text(1), Source = ContextSource.Operator };
        return module.Provisioned.SetByType(context) == MbimStatus.Success
            ? $"the operator provisioned {args.Text(1)} for {type}"
            : throw new InvalidOperationException($"The modem has no room for a further context; expected at most {ContextsProfile.MaxProvisioned}.");
    }

    private static void CheckPco(ArgumentReader args)
    {
        args.Number(0, IPContexts.MaxSessionId);
        if (args.Text(1) is var digits && (digits.Length is 0 or > 2 * PcoProfile.MaxSize || digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit)))
        {
            throw new ArgumentException($"'{digits}' is not 1 to {PcoProfile.MaxSize} bytes in hexadecimal.");
        }

        if (args.Has(2))
        {
            args.Name(2, "complete", "partial");
        }
    }

    private static string SetPco(ContextsModule module, ArgumentReader args)
    {
        var value = new PcoValue
        {
            SessionId = args.Number(0),
            PcoDataType = args.Has(2) && args.Text(2) == "partial" ? PcoType.Partial : PcoType.Complete,
            PcoDataBuffer = [.. Convert.FromHexString(args.Text(1))],
        };
        return module.Pco.Set(value)
            ? $"the network sent {value.PcoDataSize} bytes of protocol configuration options for session {value.SessionId}"
            : throw new InvalidOperationException($"Session {value.SessionId} has no context in the network.");
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
        module.AccessPoints.Network = module.AccessPoints.Network with { MaxSessions = (int)args.Number(0) };
        return $"{args.Number(0)} contexts at once";
    }
}
