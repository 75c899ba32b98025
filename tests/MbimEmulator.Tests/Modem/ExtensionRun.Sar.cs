using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.MsSarService;

namespace MbimEmulator.Tests.Modem;

/// <content>SAR: the back-off, by host or modem, and the transmission.</content>
internal sealed partial class ExtensionRun
{
    private static readonly string TransmissionLine = $"MS SAR {MsSar.TransmissionStatus.Number}";

    private (SarControlMode Mode, SarBackoffState State, uint Index) Sar => _model.Sar ?? (Profile.Sar.Mode, Profile.Sar.Backoff, Profile.Sar.Antennas[1].BackoffIndex);

    private TimeSpan Now => Bench.Clock.GetElapsedTime(0);

    // In mode device the state in a set does not count.
    private void SetSar()
    {
        var (mode, state, index) = ((SarControlMode)_random.Next(2), (SarBackoffState)_random.Next(2), (uint)_random.Next(18));
        var reply = Bench.Set(MsSar.Config, new SetSarConfig { Mode = mode, BackoffState = state, ConfigStates = [new() { AntennaIndex = _random.Next(2) == 0 ? SarConfigState.AllAntennas : 1, BackoffIndex = index }] });
        var isInTable = index <= Profile.Sar.MaxBackoffIndex;
        Same(reply.Status, isInTable ? MbimStatus.Success : MbimStatus.InvalidParameters);
        _model.Sar = isInTable ? (mode, mode == SarControlMode.OS ? state : Sar.State, index) : _model.Sar;
    }

    private void BackOff()
    {
        if (Sar.Mode == SarControlMode.Device)
        {
            var (state, index) = ((SarBackoffState)_random.Next(2), (uint)_random.Next(16));
            Bench.Change("sar-backoff", state == SarBackoffState.Enabled ? "on" : "off", $"{index}");
            _model.Sar = (SarControlMode.Device, state, index);
            Tried("back-off");
        }
    }

    private void Transmit()
    {
        var mode = new[] { "on", "off", "auto", "auto" }[_random.Next(4)];
        Bench.Change("transmit", mode);
        _model.Transmission.Force(mode == "auto" ? null : mode == "on", Now);
    }

    private void SetTransmissionStatus()
    {
        var (notification, hysteresis) = ((TransmissionNotification)_random.Next(2), (uint)_random.Next(0, 7));
        var reply = Bench.Set(MsSar.TransmissionStatus, new SetTransmissionStatus { ChannelNotification = notification, HysteresisTimer = hysteresis });
        Same(reply.Status, hysteresis is >= 1 and <= 5 ? MbimStatus.Success : MbimStatus.InvalidParameters);
        if (reply.Status == MbimStatus.Success)
        {
            _model.Transmission.Pass(Now, _model.IsRadioOn);
            _model.Transmission.Configure(notification, hysteresis);
            _told[TransmissionLine] = $"{Transmission()}";
        }
    }

    // Of a loopback none goes to the network.
    private void SendPacket()
    {
        if (_model.Sessions.Count > 0)
        {
            var (id, session) = _model.Sessions.ElementAt(_random.Next(_model.Sessions.Count));
            Bench.SendPacket((byte)id, [0x45, .. new byte[19]]);
            Bench.TakePackets();
            if (!session.IsLoopback)
            {
                _model.Transmission.Send(Now);
            }

            Tried(session.IsLoopback ? "loopback packet" : "packet");
        }
    }

    private void CheckTransmission()
    {
        _model.Transmission.Pass(Now, _model.IsRadioOn);
        var info = Bench.Query(MsSar.TransmissionStatus).Success;
        Same((info.ChannelNotification, info.HysteresisTimer, info.TransmissionStatus), (_model.Transmission.Notification, _model.Transmission.Hysteresis, _model.Transmission.State), "transmission");
        if (info.TransmissionStatus == TransmissionState.Active)
        {
            Tried("transmission");
        }

        if (_isListening && info.ChannelNotification == TransmissionNotification.Enabled)
        {
            Same(_told[TransmissionLine], $"{info.TransmissionStatus}", "told of the transmission");
        }
    }

    private TransmissionState Transmission() => Bench.Query(MsSar.TransmissionStatus).Success.TransmissionStatus;

    private static TransmissionState StateIn(string notification)
    {
        Assert.That(TransmissionStatusInfo.TryRead(Convert.FromHexString(notification), MbimExVersion.V1, MbimReadMode.Strict, out var info, out var error), error.ToString());
        return info.TransmissionStatus;
    }
}
