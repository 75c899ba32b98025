using System.Runtime.InteropServices;

namespace MbimClient.Mbn;

/// <summary>
/// The way to the device services of interfaces. Cast it to <see cref="System.Runtime.InteropServices.ComTypes.IConnectionPointContainer"/> to
/// advise sinks. As with an imported type library, a failing HRESULT is thrown, as a <see cref="COMException"/>.
/// </summary>
[Guid("20a26258-6811-4478-ac1d-13324e45e41c")]
[InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
public interface IMbnDeviceServicesManager
{
    /// <summary>The device services of an interface.</summary>
    /// <param name="networkInterfaceID">A GUID, with or without braces. Null counts as an empty string, which no interface has.</param>
    /// <exception cref="COMException">ERROR_NOT_FOUND: there is no such interface. E_INVALIDARG: it is no GUID.</exception>
    IMbnDeviceServicesContext GetDeviceServicesContext(string networkInterfaceID);
}
