using System.Globalization;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.AtdsService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.IntelThermalRfService;
using MbimProtocol.Services.MsFirmwareIdService;
using MbimProtocol.Services.MsHostShutdownService;
using MbimProtocol.Services.MsSarService;
using MbimProtocol.Services.MsVoiceExtensionsService;
using MbimProtocol.Services.MulticarrierService;

namespace MbimEmulator.Tests.Modem;

/// <content>Microsoft's smaller services, and those of vendors.</content>
internal sealed partial class ExtensionRun
{
    private static readonly Lazy<Guid> FirmwareId = new(static () => new ModemBench(Profile).Query(MsFirmwareId.Get).Success.FirmwareId);

    private static readonly string NitzLine = $"MS Voice Extensions {MsVoiceExtensions.Nitz.Number}";
    private static readonly string RfimLine = $"Intel Thermal RF {IntelThermalRf.Rfim.Number}";

    private void TellTime()
    {
        if (_model.Provider is not null)
        {
            var (hours, daylightSaving) = (_random.Next(-12, 15), 60u * (uint)_random.Next(3));
            Bench.Change("nitz", string.Create(CultureInfo.InvariantCulture, $"{hours:+00;-00}:00"), $"{daylightSaving}");
            _model.TellTime(60 * hours, daylightSaving);
            Tried("time told");
        }
    }

    private void ShutDown()
    {
        if (_random.Next(2) == 0)
        {
            Bench.Set(MsHostShutdown.Notify, default).AssertDone();
        }
        else
        {
            var reply = Bench.Set(MsHostShutdown.PreShutdown, default);
            Bench.Advance(Settled);
            Same(reply.Status, MbimStatus.Success);
        }

        _model.ShutDown();
        Tried("shut down");
    }

    private void Register()
    {
        var reply = Bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState());
        Same(reply.Status, _model.Register());
        Tried($"register {reply.Status}");
    }

    private void Restrict()
    {
        // What the modem does that was refused everywhere is the next search's.
        if (_model.Registration != RegisterState.Denied)
        {
            var rat = new[] { AtdsRatMode.Automatic, AtdsRatMode.Automatic, AtdsRatMode.Only2G, AtdsRatMode.Only3G, AtdsRatMode.Only4G }[_random.Next(5)];
            Same(Bench.Set(Atds.Rat, new AtdsRat { Mode = rat }).Success.Mode, rat);
            _model.Restrict(rat);
            Tried($"rat {rat}");
        }
    }

    private void Activate()
    {
        _model.IsRfimActive = _random.Next(3) > 0;
        Bench.Set(IntelThermalRf.Rfim, new SetRfim { ActivationState = _model.IsRfimActive ? 1u : 0 }).AssertDone();
        _told[RfimLine] = Frequencies();
    }

    private void Scan()
    {
        var reply = Bench.Query(Atds.Operators);
        Bench.Advance(Settled);
        Same(reply.Status, !_model.IsRadioOn ? MbimStatus.RadioPowerOff : _model.HasCoverage ? MbimStatus.Success : MbimStatus.ProvidersNotFound);
        if (reply.Status == MbimStatus.Success)
        {
            Same(string.Join(' ', reply.Value.Providers.Select(found => found.ProviderId)), $"{(_model.Levels.Keys.Any(_model.IsHeard) ? "00101 " : "")}00102 00103 00104");
            Same(reply.Value.Providers.FirstOrDefault(found => found.ProviderState.HasFlag(ProviderState.Registered))?.ProviderId, _model.Provider);
        }

        Tried($"scan {reply.Status}");
    }

    private void GoAbroad()
    {
        _model.Country = (uint)_random.Next(300);
        Bench.Set(Multicarrier.LocationInfo, new HostLocation { Country = _model.Country }).AssertDone();
    }

    // One service after the other, so that a run takes no longer for each.
    private void CheckServices()
    {
        switch (_step % 5)
        {
            case 0:
                CheckTime();
                break;
            case 1:
                CheckRfim();
                break;
            case 2:
                CheckAtds();
                break;
            case 3:
                Same(Bench.Query(Multicarrier.LocationInfo).Success.Country, _model.Country);
                Same(Bench.Query(Multicarrier.CurrentCidList, new CurrentCidListQuery { DeviceServiceId = MsSar.Id }).Success.Cids, [MsSar.Config.Number, MsSar.TransmissionStatus.Number]);
                Same(Bench.Query(Multicarrier.CurrentCidList, new CurrentCidListQuery { DeviceServiceId = UnknownType }).Status, MbimStatus.NoDeviceSupport);
                break;
            default:
                Same(Bench.Query(MsFirmwareId.Get).Success.FirmwareId, FirmwareId.Value);
                break;
        }
    }

    private void CheckTime()
    {
        var time = Bench.Query(MsVoiceExtensions.Nitz);
        Same(time.Status, _model.TimeStatus);
        if (time.Status == MbimStatus.Success)
        {
            var now = Bench.Clock.GetUtcNow();
            Same((time.Value.Year, time.Value.Month, time.Value.Day, time.Value.Hour, time.Value.Minute, time.Value.Second),
                ((uint)now.Year, (uint)now.Month, (uint)now.Day, (uint)now.Hour, (uint)now.Minute, (uint)now.Second));
            Same(((int)time.Value.TimeZoneOffsetMinutes, time.Value.DaylightSavingTimeOffsetMinutes), _model.Nitz);
            Same(time.Value.DataClasses, Registration().AvailableDataClasses);
            Same(time.Value.DataClasses.HasFlag(DataClass.Lte), _model.IsInLte);
        }
    }

    private void CheckRfim()
    {
        var values = Bench.Query(IntelThermalRf.Rfim).Success.FrequencyValues;
        if (!_model.IsRadioOn)
        {
            Same((values.Count, values[0].ServingCellInfo), (1, RfimServingCell.RadioOff));
        }
        else if (_model.Provider is null or ExtensionModel.Home)
        {
            Same(values.Count == 0 ? null : (ulong?)values[0].CenterFrequency, _model.Frequency);
            Assert.That(values.All(value => value.ConnectionStatus == (_model.Sessions.Count > 0 ? 1u : 0)), Story);
        }
    }

    private void CheckAtds()
    {
        Same(Bench.Query(Atds.Rat).Success.Mode, _model.Rat);
        var place = Bench.Query(Atds.Location).Success;
        var signal = Bench.Query(Atds.Signal).Success;
        if (_model.Provider is null)
        {
            Same((place.Lac, place.Tac, place.CellId), (0u, 0u, 0u));
        }
        else if (_model.Provider == ExtensionModel.Home)
        {
            static uint OrZero(uint number) => number == uint.MaxValue ? 0 : number;
            Same((place.Lac, place.Tac, place.CellId), (OrZero(_model.Location.Lac), OrZero(_model.Location.Tac), _model.Location.Cell));
            Same((signal.Rscp, signal.Ecno, signal.Rsrp, signal.Rsrq, signal.Rssnr), _model.Cell switch
            {
                "town" => (255u, 255u, (uint)(_model.Levels["town"]! + 140), 21u, 255u),
                "field" => (255u, 255u, (uint)(_model.Levels["field"]! + 140), 17u, 255u),
                _ => ((uint)(_model.Levels["old"]! + 120), 34u, 255u, 255u, 255u),
            });
        }

        if (!_model.IsRadioOn || !_model.HasCoverage)
        {
            Same((signal.Rssi, signal.Rscp, signal.Rsrp), (99u, 255u, 255u));
        }
    }

    private void CheckToldServices()
    {
        if (_model.IsRfimActive)
        {
            Same(_told[RfimLine], Frequencies(), "told of frequencies");
        }

        // A modem that has recovered by itself may have been told no time since.
        if (_model.IsTimeKnown && _told.TryGetValue(NitzLine, out var time))
        {
            Same(time[48..64], $"{Little(_model.Nitz.Zone)}{Little((int)_model.Nitz.DaylightSaving)}", "told the time");
        }
    }

    private static string Little(int number) => Convert.ToHexStringLower(BitConverter.GetBytes(number));

    private string Frequencies() => FrequenciesOf(Bench.Query(IntelThermalRf.Rfim).Success);

    private static string FrequenciesIn(string notification)
    {
        Assert.That(RfimInfo.TryRead(Convert.FromHexString(notification), MbimExVersion.V1, MbimReadMode.Strict, out var info, out var error), error.ToString());
        return FrequenciesOf(info);
    }

    private static string FrequenciesOf(RfimInfo info) =>
        string.Join(' ', info.FrequencyValues.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.ServingCellInfo}:{value.CenterFrequency}:{value.Bandwidth}")));
}
