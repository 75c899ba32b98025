using MbimEmulator.Modem.Contexts;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Radio;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.MsSarService;

namespace MbimEmulator.Modem.Sar;

/// <summary>
/// MS SAR: how the modem backs off from its transmission power, and whether it transmits. CONFIG, TRANSMISSION_STATUS. What the host has set outlives
/// CLOSE, but neither power nor a reset, after which the modem is as its profile has it: Microsoft's page leaves that open, and a power that nobody
/// has set again is the safer one.
/// </summary>
internal sealed class SarModule : ModemModule
{
    private readonly ModuleContext _modem;
    private readonly SarProfile _profile;
    private readonly Transmission _transmission;
    private SarConfigInfo _config;

    public SarModule(ModuleContext modem, RadioModule radio, ContextsModule contexts)
    {
        (_modem, _profile) = (modem, modem.Profile.Sar);
        _transmission = new Transmission(modem, radio) { Hysteresis = _profile.Hysteresis };
        _config = Describe(_profile);
        contexts.Contexts.Transmitted += _transmission.Packet;
    }

    public static ModuleDescription Description { get; } = new("sar")
    {
        Changes =
        [
            ModuleChange.Of<SarModule>("transmit", ["MODE"], "the modem transmits all the time (on), never (off), or when the host sends packets to the network (auto)",
                args => args.Name(0, "on", "off", "auto"), Transmit),
            ModuleChange.Of<SarModule>("sar-backoff", ["SWITCH", "[BACKOFF_INDEX]"], "the modem backs off by itself (on), all antennas by this row of its table, or not (off); in mode device",
                CheckBackoff, BackOff),
        ],
        States =
        [
            ModuleState.Of<SarModule, SarControlMode>("sarMode", sar => sar._config.Mode),
            ModuleState.Of<SarModule, SarBackoffState>("sarBackoff", sar => sar._config.BackoffState),
            ModuleState.Of<SarModule, TransmissionState>("transmission", sar => sar._transmission.State),
        ],
    };

    public static void Register(ModuleHandlers<SarModule> handlers)
    {
        handlers.Query(MsSar.Config, static (sar, transaction, _) => transaction.Complete(sar._config));
        handlers.Set(MsSar.Config, static (sar, transaction, request) => sar.Set(transaction, request));
        handlers.Query(MsSar.TransmissionStatus, static (sar, transaction, _) => transaction.Complete(sar._transmission.Info));
        handlers.Set(MsSar.TransmissionStatus, static (sar, transaction, request) => sar.Set(transaction, request));
    }

    public override void TellState(StateQuery query)
    {
        query.Tell(MsSar.Config, _config);
        query.Tell(MsSar.TransmissionStatus, _transmission.Info);
    }

    public override void Restart(ModemReset reset)
    {
        _config = Describe(_profile);
        _transmission.Restart(_profile.Hysteresis);
    }

    private static SarConfigInfo Describe(SarProfile profile) => new()
    {
        Mode = profile.Mode,
        BackoffState = profile.Backoff,
        WifiIntegration = profile.Wifi,
        ConfigStates = profile.Antennas,
    };

    private static void CheckBackoff(ArgumentReader args)
    {
        args.Name(0, "on", "off");
        _ = args.Has(1) ? args.Number(1) : 0;
    }

    private static string BackOff(SarModule sar, ArgumentReader args)
    {
        if (sar._config.Mode == SarControlMode.OS)
        {
            throw new InvalidOperationException("The host controls the back-off (mode os); the modem backs off by itself in mode device.");
        }

        var index = args.Has(1) ? args.Number(1) : (uint?)null;
        if (index > sar._profile.MaxBackoffIndex)
        {
            throw new ArgumentException($"'{index}' is not a row of the modem's table of back-offs; expected 0 to {sar._profile.MaxBackoffIndex} (sar.maxBackoffIndex).");
        }

        sar._config = sar._config with
        {
            BackoffState = args.Text(0) == "on" ? SarBackoffState.Enabled : SarBackoffState.Disabled,
            ConfigStates = index is { } all ? sar.Changed([new() { AntennaIndex = SarConfigState.AllAntennas, BackoffIndex = all }]) : sar._config.ConfigStates,
        };
        return $"back-off {args.Text(0)}";
    }

    private static string Transmit(SarModule sar, ArgumentReader args)
    {
        sar._transmission.Force(args.Text(0) switch
        {
            "on" => true,
            "off" => false,
            _ => null,
        });
        return args.Text(0) == "auto" ? "transmits what the host sends" : $"transmission {args.Text(0)}";
    }

    private void Set(Transaction transaction, SetSarConfig request)
    {
        if (!Enum.IsDefined(request.Mode) || !Enum.IsDefined(request.BackoffState) || !request.ConfigStates.All(CanSet))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        _config = _config with
        {
            Mode = request.Mode,
            BackoffState = request.Mode == SarControlMode.OS ? request.BackoffState : _config.BackoffState,
            ConfigStates = Changed(request.ConfigStates),
        };
        transaction.Complete(_config);
    }

    private bool CanSet(SarConfigState state) =>
        state.BackoffIndex <= _profile.MaxBackoffIndex
        && (state.AntennaIndex == SarConfigState.AllAntennas || _config.ConfigStates.Any(antenna => antenna.AntennaIndex == state.AntennaIndex));

    // Later ones stand over earlier ones, so that one set can have all antennas and then the exceptions.
    private MbimArray<SarConfigState> Changed(MbimArray<SarConfigState> changes) => _config.ConfigStates.Select(antenna =>
        changes.LastOrDefault(change => change.AntennaIndex == antenna.AntennaIndex || change.AntennaIndex == SarConfigState.AllAntennas, antenna) with { AntennaIndex = antenna.AntennaIndex })
        .ToMbimArray();

    private void Set(Transaction transaction, SetTransmissionStatus request)
    {
        if (!Enum.IsDefined(request.ChannelNotification) || request.HysteresisTimer is < SarProfile.MinHysteresis or > SarProfile.MaxHysteresis)
        {
            transaction.Fail(MbimStatus.InvalidParameters);
            return;
        }

        _transmission.Configure(request);
        transaction.Complete(_transmission.Info);
    }
}
