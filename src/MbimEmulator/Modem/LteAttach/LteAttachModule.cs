using System.Buffers.Binary;
using MbimEmulator.Modem.Cells;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Registration;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.LteAttach;

/// <summary>
/// The attach to LTE with its default bearer (Microsoft, "MB LTE Attach Operations"). LTE_ATTACH_CONFIGURATION and LTE_ATTACH_INFO of MS Basic Connect
/// Extensions. The modem attaches and detaches with the packet service.
/// </summary>
internal sealed class LteAttachModule(ModuleContext modem, RegistrationModule registration, CellsModule cells) : ModemModule
{
    private const int Conditions = 3;
    private const int MaxAccessString = 100;
    private const int MaxCredential = 255;

    private static readonly LteAttachInfo Detached = new();

    public static ModuleDescription Description { get; } = new("lteAttach")
    {
        Changes =
        [
            ModuleChange.Of<LteAttachModule>("attach-context", ["ROAMING", "[ACCESS_STRING]"],
                "the operator sets the LTE attach context for home, partner or nonPartner over the air; without an access string the network chooses", CheckContext, SetContext),
        ],
        States = [ModuleState.Of<LteAttachModule, LteAttachState>("lteAttach", lte => lte.Info.LteAttachState)],
        Snapshot = AttachContextsSection.Kept,
    };

    /// <summary>The host has set other contexts: the modem has to attach again.</summary>
    public event Action? Reconfigured;

    /// <summary>What the network makes of access strings, here and in contexts.</summary>
    public AccessPoints AccessPoints { get; } = new(modem.Profile);

    public AttachContexts Contexts { get; } = new(modem, registration);

    /// <summary>The default bearer, or why there is none.</summary>
    public LteAttachInfo Info { get; private set; } = Detached;

    /// <summary>Whether the modem uses LTE in its cell: with a 5G core network there is nothing to attach to.</summary>
    public bool IsInLte => cells.CurrentClass is DataClass.Lte or DataClass.FiveGNsa;

    private MbimStatus SimStatus => registration.Sim.Status;

    public static void Register(ModuleHandlers<LteAttachModule> handlers)
    {
        handlers.Query(MsBasicConnectExtensions.LteAttachConfiguration, static (lte, transaction, _) => transaction.Answer(lte.SimStatus, lte.Contexts.Info));
        handlers.Set(MsBasicConnectExtensions.LteAttachConfiguration, static (lte, transaction, request) => lte.Set(transaction, request), static (lte, transaction, buffer) => lte.SetUnread(transaction, buffer));
        handlers.Query(MsBasicConnectExtensions.LteAttachInfo, static (lte, transaction, _) => transaction.Complete(lte.Info));
    }

    public override void TellState(StateQuery query)
    {
        query.Tell(MsBasicConnectExtensions.LteAttachConfiguration, Contexts.Info);
        query.Tell(MsBasicConnectExtensions.LteAttachInfo, Info);
    }

    public override SnapshotPart? TakeSnapshot() => Contexts.TakeSnapshot();

    /// <summary>The modem attaches where it is registered, if there is LTE.</summary>
    /// <returns>Why the network refuses it; none if it does not, or has no LTE.</returns>
    public NwError Attach()
    {
        if (!IsInLte)
        {
            Detach();
            return NwError.None;
        }

        var asked = Contexts.Present;
        var assigned = Assigned(asked);
        var error = assigned is null ? AccessPoints.AuthoriseAttach(asked.AccessString, asked.UserName, asked.Password) : NwError.None;
        var (granted, remark) = AccessPoints.Grant(AccessPoints.Network, asked.IpType);
        if (error == NwError.None && granted is null)
        {
            error = remark;
        }

        Become(error != NwError.None ? Detached with { NwError = error } : Bearer(asked, assigned, granted!.Value));
        return error;
    }

    /// <summary>The attached modem is in another cell: between LTE and older networks the default bearer comes and goes.</summary>
    /// <returns>Why the network refuses the bearer; none if it does not.</returns>
    public NwError Follow() => IsInLte && Info.LteAttachState == LteAttachState.Attached ? NwError.None : Attach();

    /// <summary>The modem is attached no more.</summary>
    /// <param name="refusal">Why the network refuses it; none if it does not.</param>
    public void Detach(NwError refusal = NwError.None) => Become(Detached with { NwError = refusal });

    /// <summary>
    /// Whether a context of the host can have the default bearer instead of one of its own: it names the same access string and has an IP type that goes with the bearer's.
    /// </summary>
    public bool CanCarry(string accessString, ContextIpType asked) =>
        Info.LteAttachState == LteAttachState.Attached
        && accessString.Length > 0
        && string.Equals(Info.AccessString, accessString, StringComparison.OrdinalIgnoreCase)
        && (Info.IpType, asked) is not ((ContextIpType.IPv4, ContextIpType.IPv6) or (ContextIpType.IPv6, ContextIpType.IPv4));

    private static void CheckContext(ArgumentReader args)
    {
        args.Name(0, "home", "partner", "nonPartner");
        if (args.Has(1) && args.Text(1).Length > MaxAccessString)
        {
            throw new ArgumentException($"The access string has {args.Text(1).Length} characters; expected at most {MaxAccessString}.");
        }
    }

    private static string SetContext(LteAttachModule lte, ArgumentReader args)
    {
        lte.Contexts.Set(new LteAttachConfiguration
        {
            Roaming = Enum.Parse<LteAttachContextRoamingControl>(args.Text(0), ignoreCase: true),
            Source = ContextSource.Operator,
            AccessString = args.Has(1) ? args.Text(1) : "",
        });
        return args.Has(1) ? $"the operator set {args.Text(1)} for {args.Text(0)}" : $"the network chooses for {args.Text(0)}";
    }

    private static bool IsValid(MbimArray<LteAttachConfiguration> contexts) =>
        contexts.Count == Conditions
        && contexts.Select(context => context.Roaming).Distinct().Count() == Conditions
        && contexts.All(context => Enum.IsDefined(context.IpType) && Enum.IsDefined(context.Roaming) && Enum.IsDefined(context.Source)
            && Enum.IsDefined(context.Compression) && Enum.IsDefined(context.AuthProtocol)
            && context.AccessString.Length <= MaxAccessString && context.UserName.Length <= MaxCredential && context.Password.Length <= MaxCredential);

    private static LteAttachInfo Bearer(LteAttachConfiguration asked, string? assigned, ContextIpType granted)
    {
        var bearer = new LteAttachInfo
        {
            LteAttachState = LteAttachState.Attached,
            IpType = granted == ContextIpType.IPv4AndIPv6 ? ContextIpType.IPv4v6 : granted,
            AccessString = assigned ?? asked.AccessString,
        };
        return assigned is not null ? bearer : bearer with
        {
            UserName = asked.UserName,
            Password = asked.Password,
            Compression = asked.Compression,
            AuthProtocol = asked.AuthProtocol,
        };
    }

    // The access string that the network gives instead of what is asked for; null if it gives that.
    private string? Assigned(LteAttachConfiguration asked)
    {
        var profile = modem.Profile.LteAttach;
        return profile.RoamingAccessString.Length > 0 && registration.Info.RegisterState != RegisterState.Home ? profile.RoamingAccessString
            : asked.AccessString.Length == 0 ? profile.AccessString
            : null;
    }

    private void Set(Transaction transaction, SetLteAttachConfiguration request)
    {
        var status = registration.Sim.Status != MbimStatus.Success ? registration.Sim.Status
            : request.Operation == LteAttachContextOperation.RestoreFactory || (request.Operation == LteAttachContextOperation.Default && IsValid(request.Configurations)) ? MbimStatus.Success
            : MbimStatus.InvalidParameters;
        if (status == MbimStatus.Success)
        {
            var before = Contexts.Present;
            if (request.Operation == LteAttachContextOperation.RestoreFactory)
            {
                Contexts.RestoreFactory();
            }
            else
            {
                Contexts.Set(request.Configurations);
            }

            if (request.Operation == LteAttachContextOperation.Default || Contexts.Present != before)
            {
                Reconfigured?.Invoke();
            }
        }

        transaction.Answer(status, Contexts.Info);
    }

    // To restore the factory's contexts the rest of the buffer means nothing.
    private void SetUnread(Transaction transaction, ReadOnlySpan<byte> informationBuffer)
    {
        if (BinaryPrimitives.TryReadUInt32LittleEndian(informationBuffer, out var operation) && operation == (uint)LteAttachContextOperation.RestoreFactory)
        {
            Set(transaction, new SetLteAttachConfiguration { Operation = LteAttachContextOperation.RestoreFactory });
        }
        else
        {
            transaction.Fail(MbimStatus.InvalidParameters);
        }
    }

    private void Become(LteAttachInfo info)
    {
        if (info != Info)
        {
            Info = info;
            modem.Notify(MsBasicConnectExtensions.LteAttachInfo, info);
        }
    }
}
