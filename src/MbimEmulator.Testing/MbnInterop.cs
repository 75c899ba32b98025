using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;
using MbimClient.DeviceServices;
using MbimClient.Mbn;

namespace MbimEmulator.Testing;

/// <summary>
/// mbnapi's device services for code that declares the interfaces itself, as <c>[ComImport]</c> with the type library's IIDs: it gets the emulated
/// modem through its own types, and its sinks are called through them. It stands where the code casts the manager to <c>IConnectionPointContainer</c>.
/// Interfaces are matched by IID, their members by name.
/// </summary>
/// <example><code>
/// await using var client = await modem.ConnectMbnAsync();
/// var interop = new MbnInterop(client);
/// var manager = interop.Manager&lt;Moving.IMbnDeviceServicesManager&gt;();
/// using var uploader = new Moving.Uploader(manager, interop, interop.GetInterfaceIDs()[0], "{5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7}");
/// </code></example>
public sealed class MbnInterop : IConnectionPointContainer
{
    private readonly MbnDeviceServicesManager _manager;
    private readonly ConditionalWeakTable<object, Dictionary<Type, object>> _proxies = [];

    /// <summary>Starts from a connection, which stays the caller's.</summary>
    public MbnInterop(MbnClient client) => _manager = new MbnDeviceServicesManager(client);

    /// <summary>The device services' manager as the code's own interface; stands for <c>(T)new MbnDeviceServicesManager()</c>.</summary>
    /// <typeparam name="T">The code's declaration of IMbnDeviceServicesManager.</typeparam>
    /// <exception cref="ArgumentException">It is not an interface, or its IID is not that of IMbnDeviceServicesManager.</exception>
    public T Manager<T>()
        where T : class
    {
        var expected = typeof(IMbnDeviceServicesManager).GUID;
        return typeof(T).IsInterface && typeof(T).GUID == expected
            ? (T)Proxy(_manager, typeof(T))
            : throw new ArgumentException(
                $"{typeof(T)} is not IMbnDeviceServicesManager: expected an interface with [Guid(\"{expected}\")], found {(typeof(T).IsInterface ? $"IID {typeof(T).GUID}" : "no interface")}.");
    }

    /// <summary>The IDs of the modems; stands for IMbnInterfaceManager::GetInterfaces.</summary>
    public string[] GetInterfaceIDs() => _manager.GetInterfaceIDs();

    /// <inheritdoc/>
    public void EnumConnectionPoints(out IEnumConnectionPoints ppEnum) => _manager.EnumConnectionPoints(out ppEnum);

    /// <summary>The connection point of IMbnDeviceServicesEvents or IMbnDeviceServiceStateEvents; its sinks implement the code's own interface.</summary>
    /// <exception cref="COMException">CONNECT_E_NOCONNECTION: there is none for this IID.</exception>
    public void FindConnectionPoint(ref Guid riid, out IConnectionPoint? ppCP)
    {
        _manager.FindConnectionPoint(ref riid, out var point);
        ppCP = new SinkPoint(this, point!, riid == typeof(IMbnDeviceServicesEvents).GUID ? typeof(IMbnDeviceServicesEvents) : typeof(IMbnDeviceServiceStateEvents));
    }

    /// <summary>An object as another declaration of its interface; the same one each time.</summary>
    internal object Proxy(object target, Type type)
    {
        lock (_proxies)
        {
            var known = _proxies.GetOrCreateValue(target);
            return known.TryGetValue(type, out var proxy) ? proxy : known[type] = InteropProxy.Make(this, target, type);
        }
    }

    /// <summary>A value as another declaration of its type: an interface by proxy, a structure field by field, an enumeration by number.</summary>
    /// <exception cref="InvalidCastException">The types have nothing in common.</exception>
    [return: NotNullIfNotNull(nameof(value))]
    internal object? Convert(object? value, Type type)
    {
        if (value is null || type.IsInstanceOfType(value))
        {
            return value;
        }

        if (type.IsInterface)
        {
            return Proxy(value, type);
        }

        if (type.IsEnum)
        {
            return Enum.ToObject(type, System.Convert.ToInt64(value, provider: null));
        }

        if (type.IsPrimitive)
        {
            return System.Convert.ChangeType(value, type, provider: null);
        }

        if (value is Array items && type.IsArray)
        {
            var copy = Array.CreateInstance(type.GetElementType()!, items.Length);
            for (var i = 0; i < items.Length; i++)
            {
                copy.SetValue(Convert(items.GetValue(i), type.GetElementType()!), i);
            }

            return copy;
        }

        if (type.IsValueType && value.GetType() is { IsValueType: true } from)
        {
            var copy = RuntimeHelpers.GetUninitializedObject(type);
            foreach (var field in type.GetFields())
            {
                field.SetValue(copy, Convert(from.GetField(field.Name)?.GetValue(value), field.FieldType));
            }

            return copy;
        }

        throw new InvalidCastException($"{value.GetType()} cannot stand for {type}; declare it as the type library does, or as MbimClient.Mbn.");
    }

    private sealed class SinkPoint(MbnInterop interop, IConnectionPoint point, Type events) : IConnectionPoint
    {
        public void GetConnectionInterface(out Guid pIID) => point.GetConnectionInterface(out pIID);

        public void GetConnectionPointContainer(out IConnectionPointContainer ppCPC) => ppCPC = interop;

        // A sink without the interface is refused where all are.
        public void Advise(object pUnkSink, out int pdwCookie)
        {
            var implements = pUnkSink is not null && !events.IsInstanceOfType(pUnkSink) && Array.Exists(pUnkSink.GetType().GetInterfaces(), type => type.GUID == events.GUID);
            point.Advise(implements ? interop.Proxy(pUnkSink!, events) : pUnkSink!, out pdwCookie);
        }

        public void Unadvise(int dwCookie) => point.Unadvise(dwCookie);

        public void EnumConnections(out IEnumConnections ppEnum) => point.EnumConnections(out ppEnum);
    }
}
