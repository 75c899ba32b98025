using MbimEmulator.Modem.Cells;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.LteAttach;
using MbimEmulator.Modem.Registration;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.PacketService;

/// <summary>PACKET_SERVICE: attachment to the packet service. Only attached and detached are notified; attaching and detaching are seen by a query.</summary>
internal sealed class PacketDataService(ModuleContext modem, RegistrationModule registration, CellsModule cells, LteAttachModule lte) : ModemModule
{
    private readonly List<Action<MbimStatus>> _waiting = [];
    private ModemTimer? _changing;
    private PacketServiceState _state = PacketServiceState.Detached;
    private NwError _error;
    private bool _attachesAgain;
    private bool _isWithoutLte;
    private PacketServiceInfo _told;

    public static ModuleDescription Description { get; } = new("packetService")
    {
        Changes = [ModuleChange.Of<PacketDataService>("detach", ["NW_ERROR"], "the network detaches the modem", args => args.Error(0), DetachByNetwork)],
        States = [ModuleState.Of<PacketDataService, PacketServiceState>("packetService", service => service._state)],
    };

    /// <summary>The attachment ends, for this reason; raised before the host hears of it.</summary>
    public event Action<MbimStatus>? Losing;

    public PacketServiceInfo Info => Describe();

    /// <summary>SUCCESS, or why no context can be activated.</summary>
    public MbimStatus Status =>
        registration.Status != MbimStatus.Success ? registration.Status
        : _state == PacketServiceState.Attached ? MbimStatus.Success
        : MbimStatus.PacketServiceDetached;

    public override bool IsSettling => _state == PacketServiceState.Attaching;

    /// <summary>The modem is registered; it attaches by itself if it is made so.</summary>
    public void AttachIfAutomatic()
    {
        if (modem.Profile.Network.AutomaticAttach)
        {
            BeginAttach();
        }
    }

    /// <summary>The modem is in another cell: an attached one tells its data class if that is another. It is detached where LTE alone is left and refuses it.</summary>
    public void TellIfOther()
    {
        if (_state != PacketServiceState.Attached)
        {
            return;
        }

        if (!_isWithoutLte && lte.Follow() is var refusal and not NwError.None)
        {
            _isWithoutLte = true;
            if (Highest == DataClass.None)
            {
                End(MbimStatus.PacketServiceDetached, refusal, refusal);
                return;
            }
        }

        if (Info != _told)
        {
            Tell();
        }
    }

    /// <summary>The registration ends.</summary>
    public void Stop(MbimStatus reason)
    {
        var wasDetaching = _state == PacketServiceState.Detaching;
        End(reason, NwError.None);
        Finish(wasDetaching ? MbimStatus.Success : reason);
    }

    public static void Register(ModuleHandlers<PacketDataService> handlers)
    {
        handlers.Query(BasicConnect.PacketService, static (service, transaction, _) => transaction.Complete(service.Info));
        handlers.Set(BasicConnect.PacketService, static (service, transaction, request) => service.Set(transaction, request));
    }

    public override void TellState(StateQuery query) => query.Tell(BasicConnect.PacketService, Info);

    public void Attach(Action<MbimStatus> done)
    {
        if (registration.Status != MbimStatus.Success)
        {
            done(registration.Status);
            return;
        }

        switch (_state)
        {
            case PacketServiceState.Attached:
                done(MbimStatus.Success);
                break;
            case PacketServiceState.Detaching:
                done(MbimStatus.Busy);
                break;
            default:
                _waiting.Add(done);
                BeginAttach();
                break;
        }
    }

    /// <summary>What the modem attaches to LTE with is another now: it detaches and attaches, or tries again what was refused.</summary>
    public void AttachAgain()
    {
        if (_state == PacketServiceState.Attached && lte.IsInLte)
        {
            BeginDetach();
            _attachesAgain = true;
        }
        else if (lte.Info.NwError != NwError.None && registration.Status == MbimStatus.Success)
        {
            BeginAttach();
        }
    }

    public void Detach(Action<MbimStatus> done)
    {
        _attachesAgain = false;
        switch (_state)
        {
            case PacketServiceState.Attaching:
                _changing?.Cancel();
                _state = PacketServiceState.Detached;
                Finish(MbimStatus.Failure);
                done(MbimStatus.Success);
                break;
            case PacketServiceState.Detached:
                done(MbimStatus.Success);
                break;
            default:
                _waiting.Add(done);
                BeginDetach();
                break;
        }
    }

    /// <summary>The network detaches the modem.</summary>
    public void DetachByNetwork(NwError error)
    {
        var status = _state == PacketServiceState.Detaching ? MbimStatus.Success : MbimStatus.Failure;
        End(MbimStatus.PacketServiceDetached, error);
        Finish(status);
    }

    private static string DetachByNetwork(PacketDataService service, ArgumentReader args)
    {
        service.DetachByNetwork(args.Error(0));
        return $"detached with network error {(uint)args.Error(0)}";
    }

    private void BeginAttach()
    {
        if (_state == PacketServiceState.Detached)
        {
            _state = PacketServiceState.Attaching;
            _error = NwError.None;
            _changing = modem.Take(modem.Timings.Attach, Answered);
        }
    }

    // Where LTE refuses the modem, an older network takes it, if there is one.
    private void Answered()
    {
        var refusal = lte.Attach();
        _isWithoutLte = refusal != NwError.None;
        var isAttached = !_isWithoutLte || Highest != DataClass.None;
        (_state, _error) = isAttached ? (PacketServiceState.Attached, NwError.None) : (PacketServiceState.Detached, refusal);
        Finish(isAttached ? MbimStatus.Success : MbimStatus.Failure);
        Tell();
    }

    private void Set(Transaction transaction, SetPacketService request)
    {
        switch (request.PacketServiceAction)
        {
            case PacketServiceAction.Attach:
                Attach(Answer);
                break;
            case PacketServiceAction.Detach:
                Detach(Answer);
                break;
            default:
                transaction.Fail(MbimStatus.InvalidParameters);
                break;
        }

        void Answer(MbimStatus status) => transaction.AnswerWhole(status, Info);
    }

    private void BeginDetach()
    {
        if (_state == PacketServiceState.Attached)
        {
            Losing?.Invoke(MbimStatus.PacketServiceDetached);
            _state = PacketServiceState.Detaching;
            _changing = modem.Take(modem.Timings.Detach, () =>
            {
                var attachesAgain = _attachesAgain;
                End(MbimStatus.PacketServiceDetached, NwError.None);
                Finish(MbimStatus.Success);
                if (attachesAgain)
                {
                    BeginAttach();
                }
            });
        }
    }

    private void End(MbimStatus reason, NwError error, NwError refusalOfLte = NwError.None)
    {
        var hostKnowsAttached = _state is PacketServiceState.Attached or PacketServiceState.Detaching;
        _changing?.Cancel();
        _attachesAgain = false;
        if (_state == PacketServiceState.Attached)
        {
            Losing?.Invoke(reason);
        }

        _state = PacketServiceState.Detached;
        _error = error;
        if (hostKnowsAttached)
        {
            Tell();
        }

        lte.Detach(refusalOfLte);
    }

    private void Tell()
    {
        _told = Info;
        modem.Notify(BasicConnect.PacketService, _told);
    }

    private void Finish(MbimStatus status)
    {
        foreach (var done in _waiting)
        {
            done(status);
        }

        _waiting.Clear();
    }

    private DataClass Highest => _isWithoutLte ? SharedDataClasses.HighestOf(cells.DataClasses & ~SharedDataClasses.Lte) : cells.CurrentClass;

    private PacketServiceInfo Describe()
    {
        var attached = _state == PacketServiceState.Attached;
        var network = modem.Profile.Network;
        var (dataClass, subclass) = SharedDataClasses.ToV3(Highest);
        return new PacketServiceInfo
        {
            NwError = _error,
            PacketServiceState = _state,
            HighestAvailableDataClass = attached ? dataClass : DataClassV3.None,
            UplinkSpeed = attached ? network.UplinkSpeed : 0,
            DownlinkSpeed = attached ? network.DownlinkSpeed : 0,
            FrequencyRange = attached && subclass != DataSubclass.None ? cells.FrequencyRange : FrequencyRange.Unknown,
            DataSubclass = attached ? subclass : DataSubclass.None,
            Tai = attached && cells.Serving is { Rat: CellRat.Nr, AreaCode: { } tac } cell ? TaiOf(cell.Provider, tac) : new Tai { PlmnMcc = ushort.MaxValue, PlmnMnc = ushort.MaxValue, Tac = uint.MaxValue },
        };
    }

    // Digits in BCD; the highest bit says that the MNC has two (WWAN_PLMN of wwan.h).
    private static Tai TaiOf(string provider, uint tac) => new()
    {
        PlmnMcc = Bcd(provider[..3]),
        PlmnMnc = (ushort)(Bcd(provider[3..]) | (provider.Length == 5 ? 0x8000 : 0)),
        Tac = tac,
    };

    private static ushort Bcd(string digits) => ushort.Parse(digits, System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
}
