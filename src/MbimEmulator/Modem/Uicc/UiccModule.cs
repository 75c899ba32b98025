using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Sim;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Modem.Uicc;

/// <summary>MS UICC Low Level Access: the host speaks with the card itself ("MB low level UICC access", "MB UICC application and file system access").</summary>
internal sealed class UiccModule : ModemModule
{
    private const string Modem = "modem";
    private const string Host = "host";
    private const int MaxTerminalCapability = 250;

    private readonly SimModule _sim;
    private readonly UiccChannels _channels;
    private readonly UiccFiles _files;

    public UiccModule(SimModule sim)
    {
        _sim = sim;
        _channels = new UiccChannels(sim);
        _files = new UiccFiles(sim);
        sim.CardReset += _channels.Forget;
    }

    public static ModuleDescription Description { get; } = new("uicc")
    {
        Changes =
        [
            ModuleChange.Of<UiccModule>("uicc-get-response", ["modem|host"], "who asks for the rest of what the SIM answers in pieces (61XX)",
                static args => args.Name(0, Modem, Host),
                static (uicc, args) =>
                {
                    uicc._channels.Collects = args.Text(0) == Modem;
                    return $"the {args.Text(0)} sends GET RESPONSE";
                }),
        ],
        States = [ModuleState.Of<UiccModule>("uiccChannels", uicc => (ulong)uicc._channels.Count) with { Max = UiccChannels.Last }],
    };

    public static void Register(ModuleHandlers<UiccModule> handlers)
    {
        handlers.Query(MsUiccLowLevelAccess.Atr, static (uicc, transaction, _) => transaction.Answer(
            uicc._sim.SlotStatus, new AtrInfo { Atr = uicc._sim.Slot.Card is { } card ? [.. card.Atr] : [] }));
        handlers.Set(MsUiccLowLevelAccess.OpenChannel, static (uicc, transaction, request) => uicc._channels.Open(transaction, request));
        handlers.Set(MsUiccLowLevelAccess.CloseChannel, static (uicc, transaction, request) => uicc._channels.Close(transaction, request));
        handlers.Set(MsUiccLowLevelAccess.Apdu, static (uicc, transaction, request) => uicc._channels.Transmit(transaction, request));
        handlers.Query(MsUiccLowLevelAccess.TerminalCapability, static (uicc, transaction, _) => transaction.Answer(uicc._sim.SlotStatus, uicc.Capability));
        handlers.Set(MsUiccLowLevelAccess.TerminalCapability, static (uicc, transaction, request) => uicc.SetCapability(transaction, request));
        handlers.Query(MsUiccLowLevelAccess.Reset, static (uicc, transaction, _) => transaction.Answer(uicc._sim.SlotStatus, uicc.PassThrough));
        handlers.Set(MsUiccLowLevelAccess.Reset, static (uicc, transaction, request) => uicc.Reset(transaction, request));
        handlers.Query(MsUiccLowLevelAccess.ApplicationList, static (uicc, transaction, _) => uicc._files.List(transaction));
        handlers.Query(MsUiccLowLevelAccess.FileStatus, static (uicc, transaction, request) => uicc._files.Describe(transaction, request));
        handlers.Query(MsUiccLowLevelAccess.ReadBinary, static (uicc, transaction, request) => uicc._files.Read(transaction, request));
        handlers.Query(MsUiccLowLevelAccess.ReadRecord, static (uicc, transaction, request) => uicc._files.Read(transaction, request));
    }

    public override void FunctionClosed() => _channels.CloseAll();

    private UiccResetInfo PassThrough => new() { PassThroughStatus = _sim.IsPassedThrough ? UiccPassThroughStatus.Enabled : UiccPassThroughStatus.Disabled };

    private TerminalCapabilityInfo Capability => new()
    {
        CapabilityList = [.. _sim.TerminalCapability.Select(data => new TerminalCapabilityObject { Data = data })],
    };

    private void SetCapability(Transaction transaction, TerminalCapabilityInfo request)
    {
        List<MbimArray<byte>> objects = [];
        foreach (var capability in request.CapabilityList)
        {
            if (UiccChannels.DataObjectOf(capability.Data.AsSpan()) is not { } found)
            {
                transaction.Fail(MbimStatus.InvalidParameters);
                return;
            }

            objects.Add(found);
        }

        if (objects.Sum(capability => capability.Count) > MaxTerminalCapability)
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        if (_sim.SlotStatus == MbimStatus.Success)
        {
            _sim.TerminalCapability = [.. objects];
        }

        transaction.Answer(_sim.SlotStatus, Capability);
    }

    private void Reset(Transaction transaction, SetUiccReset request)
    {
        var status = !Enum.IsDefined(request.PassThroughAction) ? MbimStatus.InvalidParameters : _sim.SlotStatus;
        if (status == MbimStatus.Success)
        {
            _sim.Reset(request.PassThroughAction == UiccPassThroughAction.Enable);
        }

        transaction.Answer(status, PassThrough);
    }
}
