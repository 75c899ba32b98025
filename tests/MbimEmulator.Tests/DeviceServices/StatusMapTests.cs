using MbimEmulator.MbnService;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Tests.DeviceServices;

public class StatusMapTests
{
    private static readonly Dictionary<MbimStatus, HResult> Known = new()
    {
        [MbimStatus.Success] = HResult.Ok,
        [MbimStatus.Busy] = HResult.Busy,
        [MbimStatus.SimNotInserted] = HResult.MbnSimNotInserted,
        [MbimStatus.BadSim] = HResult.MbnBadSim,
        [MbimStatus.PinRequired] = HResult.MbnPinRequired,
        [MbimStatus.PinDisabled] = HResult.MbnPinDisabled,
        [MbimStatus.NotRegistered] = HResult.MbnNotRegistered,
        [MbimStatus.ProvidersNotFound] = HResult.MbnProvidersNotFound,
        [MbimStatus.NoDeviceSupport] = HResult.NotSupported,
        [MbimStatus.ProviderNotVisible] = HResult.MbnProviderNotVisible,
        [MbimStatus.DataClassNotAvailable] = HResult.MbnDataClassNotAvailable,
        [MbimStatus.PacketServiceDetached] = HResult.MbnPacketServiceDetached,
        [MbimStatus.MaxActivatedContexts] = HResult.MbnMaxActivatedContexts,
        [MbimStatus.NotInitialized] = HResult.NotReady,
        [MbimStatus.VoiceCallInProgress] = HResult.MbnVoiceCallInProgress,
        [MbimStatus.ContextNotActivated] = HResult.MbnContextNotActivated,
        [MbimStatus.ServiceNotActivated] = HResult.MbnServiceNotActivated,
        [MbimStatus.InvalidAccessString] = HResult.MbnInvalidAccessString,
        [MbimStatus.RadioPowerOff] = HResult.MbnRadioPowerOff,
        [MbimStatus.InvalidParameters] = HResult.InvalidArgument,
        [MbimStatus.OperationNotAllowed] = HResult.NotSupported,
        [MbimStatus.MemoryFailure] = HResult.MbnSmsMemoryFailure,
        [MbimStatus.InvalidMemoryIndex] = HResult.MbnSmsInvalidMemoryIndex,
        [MbimStatus.MemoryFull] = HResult.MbnSmsMemoryFull,
        [MbimStatus.FilterNotSupported] = HResult.MbnSmsFilterNotSupported,
        [MbimStatus.SmsUnknownSmscAddress] = HResult.MbnSmsUnknownSmscAddress,
        [MbimStatus.SmsNetworkTimeout] = HResult.MbnSmsNetworkTimeout,
        [MbimStatus.SmsLangNotSupported] = HResult.MbnSmsLangNotSupported,
        [MbimStatus.SmsEncodingNotSupported] = HResult.MbnSmsEncodingNotSupported,
        [MbimStatus.SmsFormatNotSupported] = HResult.MbnSmsFormatNotSupported,
    };

    [TestCaseSource(nameof(Statuses))]
    public void Every_status_has_its_HRESULT_and_those_without_one_are_a_failure(MbimStatus status) =>
        Assert.That(StatusMap.ToHResult(status), Is.EqualTo(Known.GetValueOrDefault(status, HResult.MbnFailure)));

    [TestCase(43u)]
    [TestCase(106u)]
    [TestCase(0x7FFFFFFFu)]
    [TestCase(0x80000000u)]
    [TestCase(0x80070005u)]
    [TestCase(0xFFFFFFFFu)]
    public void A_status_that_nobody_knows_is_a_failure(uint status) =>
        Assert.That(StatusMap.ToHResult((MbimStatus)status), Is.EqualTo(HResult.MbnFailure));

    [Test]
    public void The_document_has_exactly_these_rows() =>
        Assert.That(DeviceServicesDocument.Statuses(), Is.EquivalentTo(Known.Select(row => (NameOf(row.Key), HResults.SymbolOf(row.Value)))));

    private static string NameOf(MbimStatus status) =>
        string.Concat(status.ToString().Select((letter, index) => index > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));

    private static MbimStatus[] Statuses() => Enum.GetValues<MbimStatus>();
}
