using System.Reflection;
using MbimClient.WinRT;

namespace MbimClient.Tests.WinRT;

public sealed class ContractTests
{
    [TestCase(typeof(MobileBroadbandModem), new[] { "DeviceId", "DeviceServices", "FromId", "GetDefault", "GetDeviceService", "MaxDeviceServiceCommandSizeInBytes", "MaxDeviceServiceDataSizeInBytes" })]
    [TestCase(typeof(MobileBroadbandDeviceServiceInformation), new[] { "DeviceServiceId", "IsDataReadSupported", "IsDataWriteSupported" })]
    [TestCase(typeof(MobileBroadbandDeviceService), new[] { "DeviceServiceId", "OpenCommandSession", "OpenDataSession", "SupportedCommands" })]
    [TestCase(typeof(MobileBroadbandDeviceServiceCommandSession), new[] { "CloseSession", "CommandReceived", "SendQueryCommandAsync", "SendSetCommandAsync" })]
    [TestCase(typeof(MobileBroadbandDeviceServiceCommandResult), new[] { "ResponseData", "StatusCode" })]
    [TestCase(typeof(MobileBroadbandDeviceServiceCommandEventArgs), new[] { "DeviceId", "DeviceServiceId", "EventId", "ReceivedData" })]
    [TestCase(typeof(MobileBroadbandDeviceServiceDataSession), new[] { "CloseSession", "DataReceived", "WriteDataAsync" })]
    [TestCase(typeof(MobileBroadbandDeviceServiceDataReceivedEventArgs), new[] { "ReceivedData" })]
    public void Every_type_has_its_members(Type type, string[] names) => Assert.That(
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is not MethodBase { IsSpecialName: true })
            .Select(member => member.Name)
            .Order(),
        Is.EqualTo(names));
}
