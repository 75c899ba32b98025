using System.Buffers;
using MbimEmulator.Modem;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Hosting.Tests.Usb;

/// <summary>What the sample driver of Windows asks of a modem on USB when it starts, in its order: nothing of it is refused.</summary>
public sealed class UsbWindowsStartTests
{
    private uint _transactionId = 1;
    private MbimExVersion _version = MbimExVersion.V1;

    [Test]
    public async Task The_start_of_a_driver_is_answered_without_one_refusal()
    {
        await using var modem = await UsbModem.StartAsync(new ModemProfile { Capabilities = new CapabilitiesProfile { DataClass = DataClass.Umts | DataClass.Lte | DataClass.FiveGSa } });
        await modem.Group.WaitForAsync(ModemStage.Attached).WaitAsync(TimeSpan.FromSeconds(30));
        await using var client = await modem.EnumerateAsync();
        await UsbModem.OpenAsync(client);
        await QueryAsync(client, BasicConnect.DeviceCaps);
        var services = Read<DeviceServicesInfo>(await QueryAsync(client, BasicConnect.DeviceServices));
        await QueryAsync(client, MsBasicConnectExtensions.Version, new MbimVersion { Version = 0x0100, ExtendedVersion = MbimExVersion.V3 });
        _version = MbimExVersion.V3;
        await AskAsync(client, BasicConnect.DeviceServiceSubscribeList, MbimCommandType.Set, new DeviceServiceSubscribeList
        {
            Events = [new EventEntry { DeviceServiceId = BasicConnect.Id }, new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id }],
        });
        await QueryAsync(client, BasicConnect.RadioState);
        await AskAsync(client, BasicConnect.RadioState, MbimCommandType.Set, new SetRadioState { RadioState = RadioSwitchState.On });
        await QueryAsync(client, BasicConnect.SubscriberReadyStatus);
        await QueryAsync(client, BasicConnect.Pin);
        await QueryAsync(client, BasicConnect.PinList);
        await QueryAsync(client, BasicConnect.HomeProvider);
        await QueryAsync(client, BasicConnect.PreferredProviders);
        await QueryAsync(client, BasicConnect.VisibleProviders, new VisibleProvidersQuery());
        await QueryAsync(client, BasicConnect.RegisterState);
        await AskAsync(client, BasicConnect.RegisterState, MbimCommandType.Set, new SetRegisterState());
        await QueryAsync(client, BasicConnect.PacketService);
        await AskAsync(client, BasicConnect.PacketService, MbimCommandType.Set, new SetPacketService());
        await QueryAsync(client, BasicConnect.SignalState);
        await QueryAsync(client, BasicConnect.ProvisionedContexts);

        var listed = services.DeviceServices.Single(service => service.DeviceServiceId == MsBasicConnectExtensions.Id).Cids;
        Assert.That(listed, Is.SupersetOf(new uint[] { 1, 3, 4, 5, 6, 7, 8, 9, 11, 17 }), "a feature of Windows each");
        await QueryAsync(client, MsBasicConnectExtensions.ProvisionedContexts);
        await QueryAsync(client, MsBasicConnectExtensions.LteAttachConfiguration);
        await QueryAsync(client, MsBasicConnectExtensions.LteAttachInfo);
        await QueryAsync(client, MsBasicConnectExtensions.SysCaps);
        await QueryAsync(client, MsBasicConnectExtensions.DeviceCaps);
        await QueryAsync(client, MsBasicConnectExtensions.DeviceSlotMappings);
        await QueryAsync(client, MsBasicConnectExtensions.SlotInfoStatus, new SlotInfoRequest());
        await QueryAsync(client, MsBasicConnectExtensions.Pco, new PcoValue());
        await QueryAsync(client, MsBasicConnectExtensions.BaseStationsInfo, new BaseStationsQuery { MaxLteCount = 15, MaxNrCount = 15 });
        await QueryAsync(client, MsBasicConnectExtensions.RegistrationParameters);
    }

    private Task<byte[]> QueryAsync<TQuery, TSet, TResponse>(UsbIpClient client, MbimCid<TQuery, TSet, TResponse> cid, TQuery? query = default)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        AskAsync(client, cid, MbimCommandType.Query, query!);

    private async Task<byte[]> AskAsync<T>(UsbIpClient client, MbimCid cid, MbimCommandType type, T value)
        where T : IInformationBuffer<T>
    {
        var writer = new ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(writer, ++_transactionId, cid.Service, cid.Number, type, value, _version);
        var answer = await UsbModem.AskAsync(client, writer.WrittenSpan.ToArray());
        Assert.That(MbimMessage.TryParse(answer, MbimReadMode.Strict, out var message, out var error), Is.True, error.ToString());
        Assert.That((message.TransactionId, message.Status), Is.EqualTo((_transactionId, MbimStatus.Success)), $"{cid} {type}");
        return message.InformationBuffer.ToArray();
    }

    private T Read<T>(byte[] buffer)
        where T : IInformationBuffer<T>
    {
        Assert.That(T.TryRead(buffer, _version, MbimReadMode.Strict, out var value, out var error), error.ToString());
        return value!;
    }
}
