using System.Reflection;
using System.Runtime.InteropServices;
using MbimClient.Mbn;

namespace MbimClient.Tests.Mbn;

public sealed class ContractTests
{
    [TestCase(typeof(IMbnDeviceServicesManager), "20a26258-6811-4478-ac1d-13324e45e41c")]
    [TestCase(typeof(IMbnDeviceServicesContext), "fc5ac347-1592-4068-80bb-6a57580150d8")]
    [TestCase(typeof(IMbnDeviceService), "b3bb9a71-dc70-4be9-a4da-7886ae8b191b")]
    [TestCase(typeof(IMbnDeviceServicesEvents), "0a900c19-6824-4e97-b76e-cf239d0ca642")]
    [TestCase(typeof(IMbnDeviceServiceStateEvents), "5d3ff196-89ee-49d8-8b60-33ffddffc58d")]
    public void Every_interface_has_its_iid_and_derives_from_iunknown(Type contract, string iid)
    {
        Assert.That(contract.GUID, Is.EqualTo(Guid.Parse(iid)));
        Assert.That(contract.GetCustomAttribute<InterfaceTypeAttribute>()?.Value, Is.EqualTo(ComInterfaceType.InterfaceIsIUnknown));
        Assert.That(contract.GetInterfaces(), Is.Empty);
    }

    [Test]
    public void The_manager_has_its_method() => Assert.That(Members<IMbnDeviceServicesManager>(), Is.EqualTo(new[]
    {
        "IMbnDeviceServicesContext GetDeviceServicesContext(String networkInterfaceID)",
    }));

    [Test]
    public void The_context_has_its_methods_in_the_order_of_the_vtable() => Assert.That(Members<IMbnDeviceServicesContext>(), Is.EqualTo(new[]
    {
        "MBN_DEVICE_SERVICE[] EnumerateDeviceServices()",
        "IMbnDeviceService GetDeviceService(String deviceServiceID)",
        "UInt32 get_MaxCommandSize()",
        "UInt32 get_MaxDataSize()",
    }));

    [Test]
    public void The_device_service_has_its_methods_in_the_order_of_the_vtable() => Assert.That(Members<IMbnDeviceService>(), Is.EqualTo(new[]
    {
        "Void QuerySupportedCommands(out UInt32 requestID)",
        "Void OpenCommandSession(out UInt32 requestID)",
        "Void CloseCommandSession(out UInt32 requestID)",
        "Void SetCommand(UInt32 commandID, Byte[] deviceServiceData, out UInt32 requestID)",
        "Void QueryCommand(UInt32 commandID, Byte[] deviceServiceData, out UInt32 requestID)",
        "Void OpenDataSession(out UInt32 requestID)",
        "Void CloseDataSession(out UInt32 requestID)",
        "Void WriteData(Byte[] deviceServiceData, out UInt32 requestID)",
        "String get_InterfaceID()",
        "String get_DeviceServiceID()",
        "Boolean get_IsCommandSessionOpen()",
        "Boolean get_IsDataSessionOpen()",
    }));

    [Test]
    public void The_events_have_their_methods_in_the_order_of_the_vtable() => Assert.That(Members<IMbnDeviceServicesEvents>(), Is.EqualTo(new[]
    {
        "Void OnQuerySupportedCommandsComplete(IMbnDeviceService deviceService, UInt32[] commandIDList, Int32 status, UInt32 requestID)",
        "Void OnOpenCommandSessionComplete(IMbnDeviceService deviceService, Int32 status, UInt32 requestID)",
        "Void OnCloseCommandSessionComplete(IMbnDeviceService deviceService, Int32 status, UInt32 requestID)",
        "Void OnSetCommandComplete(IMbnDeviceService deviceService, UInt32 responseID, Byte[] deviceServiceData, Int32 status, UInt32 requestID)",
        "Void OnQueryCommandComplete(IMbnDeviceService deviceService, UInt32 responseID, Byte[] deviceServiceData, Int32 status, UInt32 requestID)",
        "Void OnEventNotification(IMbnDeviceService deviceService, UInt32 eventID, Byte[] deviceServiceData)",
        "Void OnOpenDataSessionComplete(IMbnDeviceService deviceService, Int32 status, UInt32 requestID)",
        "Void OnCloseDataSessionComplete(IMbnDeviceService deviceService, Int32 status, UInt32 requestID)",
        "Void OnWriteDataComplete(IMbnDeviceService deviceService, Int32 status, UInt32 requestID)",
        "Void OnReadData(IMbnDeviceService deviceService, Byte[] deviceServiceData)",
        "Void OnInterfaceStateChange(String interfaceID, MBN_DEVICE_SERVICES_INTERFACE_STATE stateChange)",
    }));

    [Test]
    public void The_state_events_have_their_method() => Assert.That(Members<IMbnDeviceServiceStateEvents>(), Is.EqualTo(new[]
    {
        "Void OnSessionsStateChange(String interfaceID, MBN_DEVICE_SERVICE_SESSIONS_STATE stateChange)",
    }));

    [Test]
    public void The_structure_has_its_fields_in_order() => Assert.That(
        typeof(MBN_DEVICE_SERVICE).GetFields().OrderBy(field => field.MetadataToken).Select(field => $"{field.FieldType.Name} {field.Name}"),
        Is.EqualTo(new[] { "String deviceServiceID", "Boolean dataWriteSupported", "Boolean dataReadSupported" }));

    [Test]
    public void The_enumerations_have_their_values()
    {
        Assert.That(Values<MBN_DEVICE_SERVICES_INTERFACE_STATE>(), Is.EqualTo(new[]
        {
            "MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_ARRIVAL = 0",
            "MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_REMOVAL = 1",
        }));
        Assert.That(Values<MBN_DEVICE_SERVICE_SESSIONS_STATE>(), Is.EqualTo(new[] { "MBN_DEVICE_SERVICE_SESSIONS_RESTORED = 0" }));
    }

    private static IEnumerable<string> Values<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => $"{value} = {value:D}");

    private static IEnumerable<string> Members<T>() => typeof(T).GetMethods().OrderBy(method => method.MetadataToken).Select(method =>
        $"{method.ReturnType.Name} {method.Name}({string.Join(", ", method.GetParameters().Select(Show))})");

    private static string Show(ParameterInfo parameter) => parameter.IsOut
        ? $"out {parameter.ParameterType.GetElementType()!.Name} {parameter.Name}"
        : $"{parameter.ParameterType.Name} {parameter.Name}";
}
