using MbimProtocol.Encoding;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsFirmwareIdService;
using MbimProtocol.Services.MsHostShutdownService;
using MbimProtocol.Services.MsSarService;
using MbimProtocol.Services.MsVoiceExtensionsService;

namespace MbimProtocol.Tests.Services;

/// <summary>The bytes of Microsoft's smaller services as the tables of their pages have them.</summary>
public sealed class MicrosoftServiceTests
{
    public static IEnumerable<TestCaseData> Buffers()
    {
        yield return Case(
            MsSar.Config, BufferKind.Response,
            new SarConfigInfo
            {
                Mode = SarControlMode.OS,
                BackoffState = SarBackoffState.Enabled,
                WifiIntegration = SarWifiIntegration.NotIntegrated,
                ConfigStates = [new() { AntennaIndex = 3, BackoffIndex = 258 }, new() { AntennaIndex = 4, BackoffIndex = 5 }],
            },
            "01000000 01000000 01000000 02000000 20000000 08000000 28000000 08000000 03000000 02010000 04000000 05000000");
        yield return Case(
            MsSar.Config, BufferKind.Set,
            new SetSarConfig { Mode = SarControlMode.OS, BackoffState = SarBackoffState.Disabled, ConfigStates = [new() { AntennaIndex = SarConfigState.AllAntennas, BackoffIndex = 6 }] },
            "01000000 00000000 01000000 14000000 08000000 ffffffff 06000000");
        yield return Case(MsSar.Config, BufferKind.Set, new SetSarConfig { BackoffState = SarBackoffState.Enabled }, "00000000 01000000 00000000");
        yield return Case(
            MsSar.TransmissionStatus, BufferKind.Set, new SetTransmissionStatus { ChannelNotification = TransmissionNotification.Enabled, HysteresisTimer = 5 }, "01000000 05000000");
        yield return Case(
            MsSar.TransmissionStatus, BufferKind.Response,
            new TransmissionStatusInfo { ChannelNotification = TransmissionNotification.Disabled, TransmissionStatus = TransmissionState.Active, HysteresisTimer = 4 },
            "00000000 01000000 04000000");
        yield return Case(
            MsVoiceExtensions.Nitz, BufferKind.Notification,
            new NitzInfo
            {
                Year = 2026,
                Month = 11,
                Day = 30,
                Hour = 17,
                Minute = 5,
                Second = 59,
                TimeZoneOffsetMinutes = unchecked((uint)-210),
                DaylightSavingTimeOffsetMinutes = NitzInfo.NotAvailable,
                DataClasses = DataClass.Lte | DataClass.Umts,
            },
            "ea070000 0b000000 1e000000 11000000 05000000 3b000000 2effffff ffffffff 24000000");
        yield return Case(
            MsFirmwareId.Get, BufferKind.Response, new FirmwareIdInfo { FirmwareId = new Guid("2b13dd42-649c-3442-9e08-d85b26d7825c") }, "2b13dd42 649c3442 9e08d85b 26d7825c");
        yield return Case(
            MsBasicConnectExtensions.SysCaps, BufferKind.Response, new SysCapsInfo { NumberOfExecutors = 1, NumberOfSlots = 2, Concurrency = 1, ModemId = 0x1122334455667788 },
            "01000000 02000000 01000000 8877665544332211");
        yield return Case(
            MsBasicConnectExtensions.DeviceSlotMappings, BufferKind.Set, new DeviceSlotMappings { SlotMap = [new() { Slot = 1 }, new() { Slot = 0 }] },
            "02000000 14000000 04000000 18000000 04000000 01000000 00000000");
        yield return Case(MsBasicConnectExtensions.SlotInfoStatus, BufferKind.Query, new SlotInfoRequest { SlotIndex = 1 }, "01000000");
        yield return Case(
            MsBasicConnectExtensions.SlotInfoStatus, BufferKind.Notification, new SlotInfo { SlotIndex = 1, State = UiccSlotState.ActiveEsimNoProfiles }, "01000000 08000000");
        yield return Case(MsHostShutdown.Notify, BufferKind.Set, default(EmptyBuffer), "");
        yield return Case(MsHostShutdown.PreShutdown, BufferKind.Response, default(EmptyBuffer), "");
    }

    [TestCaseSource(nameof(Buffers))]
    public void A_buffer_has_the_bytes_of_its_page(MbimCid cid, BufferKind kind, Func<byte[]> write, Func<byte[], object?> read, object value, string hex)
    {
        Assert.That(cid.Kinds & kind, Is.EqualTo(kind));
        Assert.That(Convert.ToHexStringLower(write()), Is.EqualTo(hex));
        Assert.That(read(Convert.FromHexString(hex)), Is.EqualTo(value));
    }

    private static TestCaseData Case<T>(MbimCid cid, BufferKind kind, T value, string hex)
        where T : IInformationBuffer<T>
    {
        hex = hex.Replace(" ", "", StringComparison.Ordinal);
        return new TestCaseData(cid, kind, (Func<byte[]>)Write, (Func<byte[], object?>)Read, value, hex).SetArgDisplayNames(MbimServices.NameOf(cid.Service) + cid.Name, kind.ToString(), hex[..Math.Min(hex.Length, 16)]);

        byte[] Write()
        {
            var bytes = new byte[value.GetSize(MbimExVersion.V1)];
            value.Write(bytes, MbimExVersion.V1);
            return bytes;
        }

        static object? Read(byte[] bytes) =>
            T.TryRead(bytes, MbimExVersion.V1, MbimReadMode.Strict, out var read, out var error) ? read : throw new AssertionException(error.ToString());
    }
}
