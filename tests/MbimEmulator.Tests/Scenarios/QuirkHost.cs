using MbimClient;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

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
        var profile = modem.Modem.Profile;
        if (profile.Function.MaxExtendedVersion > MbimExVersion.V1)
        {
            await device.NegotiateVersionAsync();
        }

        await host.PrepareAsync(slots: profile.Slots.Count + 1);
        await host.ConnectAsync();
        await device.CloseAsync();
    }

    private async Task PrepareAsync(int slots)
    {
        await _device.QueryAsync(BasicConnect.DeviceCaps);
        await UnlockAsync();
        if (slots > 1)
        {
            await LookIntoSlotsAsync((uint)slots);
        }

        await TurnRadioOnAsync();
        await BearAsync(_device.SetAsync(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Automatic }));
        while ((await _device.QueryAsync(BasicConnect.RegisterState)).RegisterState != RegisterState.Home)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _time);
        }

        await _device.SetAsync(BasicConnect.PacketService, new SetPacketService { PacketServiceAction = PacketServiceAction.Attach });
    }

    // Until there is a SIM that is ready, in another slot if this one has an eSIM without a profile.
    private async Task UnlockAsync()
    {
        for (var ready = SubscriberReadyState.NotInitialized; ready != SubscriberReadyState.Initialized;)
        {
            ready = (await _device.QueryAsync(BasicConnect.SubscriberReadyStatus)).ReadyState;
            if (ready == SubscriberReadyState.DeviceLocked)
            {
                await BearAsync(_device.QueryAsync(BasicConnect.Pin));
                await _device.SetAsync(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, Pin = "1234" });
            }

            if (ready == SubscriberReadyState.NoEsimProfile)
            {
                await MapAsync(0);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), _time);
        }
    }

    // A SIM in the second slot is used.
    private async Task LookIntoSlotsAsync(uint slots)
    {
        await _device.QueryAsync(MsBasicConnectExtensions.DeviceCaps);
        var mapped = (await _device.QueryAsync(MsBasicConnectExtensions.DeviceSlotMappings)).SlotMap[0].Slot;
        for (uint slot = 0; slot < slots; slot++)
        {
            var state = (await _device.QueryAsync(MsBasicConnectExtensions.SlotInfoStatus, new SlotInfoRequest { SlotIndex = slot })).State;
            if (slot > mapped && state == UiccSlotState.Active)
            {
                await MapAsync(slot);
                await UnlockAsync();
            }
        }
    }

    private Task<DeviceSlotMappings> MapAsync(uint slot) => _device.SetAsync(MsBasicConnectExtensions.DeviceSlotMappings, new DeviceSlotMappings { SlotMap = [new() { Slot = slot }] });

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
