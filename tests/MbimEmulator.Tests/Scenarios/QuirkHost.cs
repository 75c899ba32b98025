using MbimClient;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Scenarios;

/// <summary>A host that bears what the quirk profiles do: it goes from the first OPEN to a connection and back, and asks again where a good one does.</summary>
internal sealed class QuirkHost
{
    private static readonly Guid QuectelService = new("11223344-5566-7788-99aa-bbccddeeff11");
    private static readonly SetConnect Disconnect = new() { ActivationCommand = ActivationCommand.Deactivate };

    private readonly MbimDevice _device;
    private readonly TimeProvider _time;

    private QuirkHost(MbimDevice device, TimeProvider time) => (_device, _time) = (device, time);

    public static async Task RunAsync(ModemGroup modem, TimeProvider time)
    {
        await using var device = await MbimDevice.OpenAsync(
            await modem.ConnectAsync("host"), new MbimDeviceOptions { TimeProvider = time, CommandTimeout = TimeSpan.FromMinutes(2) });
        var host = new QuirkHost(device, time);
        await host.PrepareAsync();
        await host.ConnectAsync();
        await device.CloseAsync();
    }

    private async Task PrepareAsync()
    {
        await _device.QueryAsync(BasicConnect.DeviceCaps);
        for (var ready = SubscriberReadyState.NotInitialized; ready != SubscriberReadyState.Initialized;)
        {
            ready = (await _device.QueryAsync(BasicConnect.SubscriberReadyStatus)).ReadyState;
            if (ready == SubscriberReadyState.DeviceLocked)
            {
                await BearAsync(_device.QueryAsync(BasicConnect.Pin));
                await _device.SetAsync(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, Pin = "1234" });
            }

            await Task.Delay(TimeSpan.FromSeconds(1), _time);
        }

        await TurnRadioOnAsync();
        await BearAsync(_device.SetAsync(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Automatic }));
        while ((await _device.QueryAsync(BasicConnect.RegisterState)).RegisterState != RegisterState.Home)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _time);
        }

        await _device.SetAsync(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Attach });
    }

    private async Task TurnRadioOnAsync()
    {
        if ((await _device.QueryAsync(BasicConnect.RadioState)).SwRadioState == RadioSwitchState.On)
        {
            return;
        }

        var on = new SetRadioState { RadioState = RadioSwitchState.On };
        if ((await _device.SetAsync(BasicConnect.RadioState, on)).SwRadioState == RadioSwitchState.Off)
        {
            await _device.CommandAsync(QuectelService, 1, MbimCommandType.Query, default);
            await _device.CommandAsync(QuectelService, 1, MbimCommandType.Set, new byte[] { 1, 0, 0, 0 });
            await _device.CommandAsync(QuectelService, 1, MbimCommandType.Query, default);
            await _device.SetAsync(BasicConnect.RadioState, on);
        }
    }

    private async Task ConnectAsync()
    {
        await BearAsync(_device.SetAsync(BasicConnect.Connect, Disconnect));
        await _device.SetAsync(BasicConnect.Connect, new SetConnect
        {
            ActivationCommand = ActivationCommand.Activate,
            AccessString = "internet",
            IpType = ContextIpType.IPv4v6,
            ContextType = ContextTypes.Internet,
        });
        await _device.QueryAsync(BasicConnect.IpConfiguration, new IPConfigurationInfo());
        await Task.Delay(TimeSpan.FromSeconds(10), _time);
        await BearAsync(_device.QueryAsync(BasicConnect.PacketStatistics));
        await _device.SetAsync(BasicConnect.Connect, Disconnect);
        await Task.Delay(TimeSpan.FromSeconds(1), _time);
    }

    private static async Task BearAsync(Task command)
    {
        try
        {
            await command;
        }
        catch (MbimStatusException)
        {
        }
    }
}
