// stub
#nullable enable
#pragma warning disable
using MbimProtocol.Encoding;
using System.Diagnostics.CodeAnalysis;
namespace MbimProtocol.Services;
public readonly partial record struct MbimVersion : IInformationBuffer<MbimVersion> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out MbimVersion value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct SetDssConnect : IInformationBuffer<SetDssConnect> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out SetDssConnect value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct PacketStatisticsInfo : IInformationBuffer<PacketStatisticsInfo> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out PacketStatisticsInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record SetConnectV1 : IInformationBuffer<SetConnectV1> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out SetConnectV1 value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct DeviceServiceElement : IInformationBuffer<DeviceServiceElement> {
  public partial uint CidsCount => (uint)Cids.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out DeviceServiceElement value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct PinInfo : IInformationBuffer<PinInfo> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out PinInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct IPv6Element : IInformationBuffer<IPv6Element> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out IPv6Element value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct SetSignalState : IInformationBuffer<SetSignalState> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out SetSignalState value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record PreferredProviders : IInformationBuffer<PreferredProviders> {
  public partial uint ProvidersCount => (uint)Providers.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out PreferredProviders value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record Provider : IInformationBuffer<Provider> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out Provider value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct PacketServiceInfoV1 : IInformationBuffer<PacketServiceInfoV1> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out PacketServiceInfoV1 value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct ConnectQuery : IInformationBuffer<ConnectQuery> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out ConnectQuery value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct ConnectInfoV1 : IInformationBuffer<ConnectInfoV1> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out ConnectInfoV1 value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct VisibleProvidersQuery : IInformationBuffer<VisibleProvidersQuery> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out VisibleProvidersQuery value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record IPPacketFilters : IInformationBuffer<IPPacketFilters> {
  public partial uint PacketFiltersCount => (uint)PacketFilters.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out IPPacketFilters value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct EventEntry : IInformationBuffer<EventEntry> {
  public partial uint CidsCount => (uint)Cids.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out EventEntry value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record RegistrationStateInfoV1 : IInformationBuffer<RegistrationStateInfoV1> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out RegistrationStateInfoV1 value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct NetworkIdleHint : IInformationBuffer<NetworkIdleHint> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out NetworkIdleHint value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record HomeProvider : IInformationBuffer<HomeProvider> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out HomeProvider value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct SignalStateInfoV1 : IInformationBuffer<SignalStateInfoV1> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out SignalStateInfoV1 value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct PacketFilterV1 : IInformationBuffer<PacketFilterV1> {
  public partial uint FilterSize => (uint)Filter.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out PacketFilterV1 value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct SetRadioState : IInformationBuffer<SetRadioState> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out SetRadioState value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record DeviceServiceSubscribeList : IInformationBuffer<DeviceServiceSubscribeList> {
  public partial uint EventsCount => (uint)Events.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out DeviceServiceSubscribeList value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct IPv4Element : IInformationBuffer<IPv4Element> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out IPv4Element value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct RsrpSnrInfo : IInformationBuffer<RsrpSnrInfo> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out RsrpSnrInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct ConnectQueryV1 : IInformationBuffer<ConnectQueryV1> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out ConnectQueryV1 value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record SetPin : IInformationBuffer<SetPin> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out SetPin value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct PacketFilter : IInformationBuffer<PacketFilter> {
  public partial uint FilterSize => (uint)Filter.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out PacketFilter value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record VisibleProviders : IInformationBuffer<VisibleProviders> {
  public partial uint ProvidersCount => (uint)Providers.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out VisibleProviders value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record SetConnect : IInformationBuffer<SetConnect> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out SetConnect value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record SetProvisionedContext : IInformationBuffer<SetProvisionedContext> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out SetProvisionedContext value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct PinDesc : IInformationBuffer<PinDesc> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out PinDesc value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record DeviceServicesInfo : IInformationBuffer<DeviceServicesInfo> {
  public partial uint DeviceServicesCount => (uint)DeviceServices.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out DeviceServicesInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct RadioStateInfo : IInformationBuffer<RadioStateInfo> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out RadioStateInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct SetPacketService : IInformationBuffer<SetPacketService> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out SetPacketService value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record IPConfigurationInfo : IInformationBuffer<IPConfigurationInfo> {
  public partial uint IPv4AddressCount => (uint)IPv4Address.Count;
  public partial uint IPv6AddressCount => (uint)IPv6Address.Count;
  public partial uint IPv4DnsServerCount => (uint)IPv4DnsServer.Count;
  public partial uint IPv6DnsServerCount => (uint)IPv6DnsServer.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out IPConfigurationInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct EmergencyMode : IInformationBuffer<EmergencyMode> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out EmergencyMode value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record ProvisionedContextsInfo : IInformationBuffer<ProvisionedContextsInfo> {
  public partial uint ProvisionedContextsCount => (uint)ProvisionedContexts.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out ProvisionedContextsInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record SubscriberReadyInfoV1 : IInformationBuffer<SubscriberReadyInfoV1> {
  public partial uint TelephoneNumbersCount => (uint)TelephoneNumbers.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out SubscriberReadyInfoV1 value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct SignalStateInfo : IInformationBuffer<SignalStateInfo> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out SignalStateInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record ConnectInfo : IInformationBuffer<ConnectInfo> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out ConnectInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record ProvisionedContext : IInformationBuffer<ProvisionedContext> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out ProvisionedContext value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record DeviceCapsInfo : IInformationBuffer<DeviceCapsInfo> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out DeviceCapsInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record SetRegisterState : IInformationBuffer<SetRegisterState> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out SetRegisterState value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record RegistrationStateInfo : IInformationBuffer<RegistrationStateInfo> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out RegistrationStateInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record IPPacketFiltersV1 : IInformationBuffer<IPPacketFiltersV1> {
  public partial uint PacketFiltersCount => (uint)PacketFilters.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out IPPacketFiltersV1 value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct PacketServiceInfo : IInformationBuffer<PacketServiceInfo> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out PacketServiceInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct Tai : IInformationBuffer<Tai> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out Tai value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record MulticarrierProviders : IInformationBuffer<MulticarrierProviders> {
  public partial uint ProvidersCount => (uint)Providers.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out MulticarrierProviders value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record SubscriberReadyInfo : IInformationBuffer<SubscriberReadyInfo> {
  public partial uint TelephoneNumbersCount => (uint)TelephoneNumbers.Count;
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out SubscriberReadyInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct SetServiceActivation : IInformationBuffer<SetServiceActivation> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out SetServiceActivation value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct PinListInfo : IInformationBuffer<PinListInfo> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out PinListInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct PacketServiceInfoV2 : IInformationBuffer<PacketServiceInfoV2> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out PacketServiceInfoV2 value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct ServiceActivationInfo : IInformationBuffer<ServiceActivationInfo> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out ServiceActivationInfo value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public sealed partial record ProxyConfiguration : IInformationBuffer<ProxyConfiguration> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out ProxyConfiguration value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public readonly partial record struct ProxyVersion : IInformationBuffer<ProxyVersion> {
  public static bool TryRead(System.ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out ProxyVersion value, out MbimFormatError error) => throw new System.NotImplementedException();
  public int GetSize(MbimExVersion version) => throw new System.NotImplementedException(); public void Write(System.Span<byte> destination, MbimExVersion version) => throw new System.NotImplementedException(); public void Describe(IFieldVisitor visitor, MbimExVersion version) => throw new System.NotImplementedException(); }
public static partial class MsBasicConnectExtensions { public static readonly System.Guid Id = new("3d01dcc5-fef5-4d05-0d3a-bef7058e9aaf");
  public static readonly MbimCid<MbimVersion,NoOperation,MbimVersion> Version = new(Id, (uint)MsBasicConnectExtensionsCid.Version, "VERSION", BufferKind.Query | BufferKind.Response);
  public static readonly MbimService Service = new(Id, "MS Basic Connect Extensions", [Version]); }
public static partial class Dss { public static readonly System.Guid Id = new("c08a26dd-7718-4382-8482-6e0d583c4d0e");
  public static readonly MbimCid<NoOperation,SetDssConnect,EmptyBuffer> Connect = new(Id, (uint)DssCid.Connect, "CONNECT", BufferKind.Set | BufferKind.Response);
  public static readonly MbimService Service = new(Id, "Device Service Stream", [Connect]); }
public static partial class BasicConnect { public static readonly System.Guid Id = new("a289cc33-bcbb-8b4f-b6b0-133ec2aae6df");
  public static readonly MbimCid<EmptyBuffer,NoOperation,PacketStatisticsInfo> PacketStatistics = new(Id, (uint)BasicConnectCid.PacketStatistics, "PACKET_STATISTICS", BufferKind.Query | BufferKind.Response);
  public static readonly MbimCid<EmptyBuffer,SetPin,PinInfo> Pin = new(Id, (uint)BasicConnectCid.Pin, "PIN", BufferKind.Query | BufferKind.Set | BufferKind.Response);
  public static readonly MbimCid<EmptyBuffer,SetSignalState,SignalStateInfo> SignalState = new(Id, (uint)BasicConnectCid.SignalState, "SIGNAL_STATE", BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification);
  public static readonly MbimCid<EmptyBuffer,PreferredProviders,PreferredProviders> PreferredProviders = new(Id, (uint)BasicConnectCid.PreferredProviders, "PREFERRED_PROVIDERS", BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification);
  public static readonly MbimCid<ConnectQuery,SetConnect,ConnectInfo> Connect = new(Id, (uint)BasicConnectCid.Connect, "CONNECT", BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification);
  public static readonly MbimCid<VisibleProvidersQuery,NoOperation,VisibleProviders> VisibleProviders = new(Id, (uint)BasicConnectCid.VisibleProviders, "VISIBLE_PROVIDERS", BufferKind.Query | BufferKind.Response);
  public static readonly MbimCid<IPPacketFilters,IPPacketFilters,IPPacketFilters> IpPacketFilters = new(Id, (uint)BasicConnectCid.IpPacketFilters, "IP_PACKET_FILTERS", BufferKind.Query | BufferKind.Set | BufferKind.Response);
  public static readonly MbimCid<EmptyBuffer,NetworkIdleHint,NetworkIdleHint> NetworkIdleHint = new(Id, (uint)BasicConnectCid.NetworkIdleHint, "NETWORK_IDLE_HINT", BufferKind.Query | BufferKind.Set | BufferKind.Response);
  public static readonly MbimCid<EmptyBuffer,HomeProvider,HomeProvider> HomeProvider = new(Id, (uint)BasicConnectCid.HomeProvider, "HOME_PROVIDER", BufferKind.Query | BufferKind.Set | BufferKind.Response);
  public static readonly MbimCid<EmptyBuffer,SetRadioState,RadioStateInfo> RadioState = new(Id, (uint)BasicConnectCid.RadioState, "RADIO_STATE", BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification);
  public static readonly MbimCid<NoOperation,DeviceServiceSubscribeList,DeviceServiceSubscribeList> DeviceServiceSubscribeList = new(Id, (uint)BasicConnectCid.DeviceServiceSubscribeList, "DEVICE_SERVICE_SUBSCRIBE_LIST", BufferKind.Set | BufferKind.Response);
  public static readonly MbimCid<EmptyBuffer,SetProvisionedContext,ProvisionedContextsInfo> ProvisionedContexts = new(Id, (uint)BasicConnectCid.ProvisionedContexts, "PROVISIONED_CONTEXTS", BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification);
  public static readonly MbimCid<EmptyBuffer,NoOperation,DeviceServicesInfo> DeviceServices = new(Id, (uint)BasicConnectCid.DeviceServices, "DEVICE_SERVICES", BufferKind.Query | BufferKind.Response);
  public static readonly MbimCid<EmptyBuffer,SetPacketService,PacketServiceInfo> PacketService = new(Id, (uint)BasicConnectCid.PacketService, "PACKET_SERVICE", BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification);
  public static readonly MbimCid<IPConfigurationInfo,NoOperation,IPConfigurationInfo> IpConfiguration = new(Id, (uint)BasicConnectCid.IpConfiguration, "IP_CONFIGURATION", BufferKind.Query | BufferKind.Response | BufferKind.Notification);
  public static readonly MbimCid<EmptyBuffer,EmergencyMode,EmergencyMode> EmergencyMode = new(Id, (uint)BasicConnectCid.EmergencyMode, "EMERGENCY_MODE", BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification);
  public static readonly MbimCid<EmptyBuffer,NoOperation,DeviceCapsInfo> DeviceCaps = new(Id, (uint)BasicConnectCid.DeviceCaps, "DEVICE_CAPS", BufferKind.Query | BufferKind.Response);
  public static readonly MbimCid<EmptyBuffer,SetRegisterState,RegistrationStateInfo> RegisterState = new(Id, (uint)BasicConnectCid.RegisterState, "REGISTER_STATE", BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification);
  public static readonly MbimCid<EmptyBuffer,MulticarrierProviders,MulticarrierProviders> MulticarrierProviders = new(Id, (uint)BasicConnectCid.MulticarrierProviders, "MULTICARRIER_PROVIDERS", BufferKind.Query | BufferKind.Set | BufferKind.Response | BufferKind.Notification);
  public static readonly MbimCid<EmptyBuffer,NoOperation,SubscriberReadyInfo> SubscriberReadyStatus = new(Id, (uint)BasicConnectCid.SubscriberReadyStatus, "SUBSCRIBER_READY_STATUS", BufferKind.Query | BufferKind.Response | BufferKind.Notification);
  public static readonly MbimCid<NoOperation,SetServiceActivation,ServiceActivationInfo> ServiceActivation = new(Id, (uint)BasicConnectCid.ServiceActivation, "SERVICE_ACTIVATION", BufferKind.Set | BufferKind.Response);
  public static readonly MbimCid<EmptyBuffer,NoOperation,PinListInfo> PinList = new(Id, (uint)BasicConnectCid.PinList, "PIN_LIST", BufferKind.Query | BufferKind.Response);
  public static readonly MbimService Service = new(Id, "Basic Connect", [PacketStatistics, Pin, SignalState, PreferredProviders, Connect, VisibleProviders, IpPacketFilters, NetworkIdleHint, HomeProvider, RadioState, DeviceServiceSubscribeList, ProvisionedContexts, DeviceServices, PacketService, IpConfiguration, EmergencyMode, DeviceCaps, RegisterState, MulticarrierProviders, SubscriberReadyStatus, ServiceActivation, PinList]); }
public static partial class ProxyControl { public static readonly System.Guid Id = new("838cf7fb-8d0d-4d7f-871e-d71dbefbb39b");
  public static readonly MbimCid<NoOperation,ProxyConfiguration,EmptyBuffer> Configuration = new(Id, (uint)ProxyControlCid.Configuration, "CONFIGURATION", BufferKind.Set | BufferKind.Response);
  public static readonly MbimCid<NoOperation,NoOperation,ProxyVersion> Version = new(Id, (uint)ProxyControlCid.Version, "VERSION", BufferKind.Notification);
  public static readonly MbimService Service = new(Id, "Proxy Control", [Configuration, Version]); }
public static class MbimServices { public static System.Collections.Generic.IReadOnlyList<MbimService> All { get; } = [MsBasicConnectExtensions.Service, Dss.Service, BasicConnect.Service, ProxyControl.Service]; }
