using System.Reflection;
using MbimProtocol.Encoding;

namespace MbimProtocol.Tests.Encoding;

/// <summary>Records with random values, made from their declarations.</summary>
internal sealed class RandomRecords(int seed)
{
    private static readonly MethodInfo ArrayMethod = typeof(RandomRecords).GetMethod(nameof(Array), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private readonly Random _random = new(seed);

    public T Create<T>() => (T)Create(typeof(T))!;

    public object? Create(Type type)
    {
        var record = Activator.CreateInstance(type)!;
        var sized = new Dictionary<string, int>();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            foreach (var name in property.GetCustomAttribute<SizeOfAttribute>()?.Arrays ?? [])
            {
                if (type.GetProperty(name)!.PropertyType != typeof(MbimArray<byte>))
                {
                    continue;
                }

                sized[name] = sized.GetValueOrDefault(property.GetCustomAttribute<SizeOfAttribute>()!.Arrays[0], _random.Next(9));
            }

            if (property.SetMethod is null || !IsAvailable(record, property))
            {
                continue;
            }

            var size = sized.TryGetValue(property.Name, out var length) ? length : property.GetCustomAttribute<LayoutAttribute>() is { Size: > 0 } layout ? layout.Size : -1;
            var canBeNull = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable
                && property.GetCustomAttribute<AvailableIfAttribute>() is null;
            property.SetValue(record, canBeNull && _random.Next(3) == 0 ? null : Value(property.PropertyType, size));
        }

        return record;
    }

    private static bool IsAvailable(object record, PropertyInfo property) =>
        property.GetCustomAttribute<AvailableIfAttribute>() is not { } condition
        || Convert.ToUInt32(record.GetType().GetProperty(condition.Property)!.GetValue(record)) == Convert.ToUInt32(condition.Value);

    private object? Value(Type type, int size)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum)
        {
            var values = Enum.GetValues(type);
            return values.GetValue(_random.Next(values.Length));
        }

        if (type.IsGenericType)
        {
            return ArrayMethod.MakeGenericMethod(type.GetGenericArguments()[0]).Invoke(this, [size]);
        }

        return type.Name switch
        {
            nameof(UInt16) => (ushort)_random.Next(65536),
            nameof(UInt32) => (uint)_random.NextInt64(1L << 32),
            nameof(Int32) => _random.Next(int.MinValue, int.MaxValue),
            nameof(UInt64) => (ulong)_random.NextInt64(),
            nameof(Byte) => (byte)_random.Next(256),
            nameof(Guid) => new Guid(Bytes(16)),
            nameof(IPv4Address) => new IPv4Address((uint)_random.NextInt64(1, 1L << 32)),
            nameof(IPv6Address) => new IPv6Address(new UInt128((ulong)_random.NextInt64(), (ulong)_random.NextInt64())),
            nameof(Tlv) => new Tlv((TlvType)_random.Next(20), MbimArray.Create<byte>(Bytes(_random.Next(9)))),
            nameof(String) => Text(),
            _ => Create(type),
        };
    }

    private MbimArray<T> Array<T>(int size)
    {
        var items = new T[size >= 0 ? size : _random.Next(4)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = (T)Value(typeof(T), -1)!;
        }

        return MbimArray.Create<T>(items);
    }

    private string Text()
    {
        const string Letters = "abcdefghijklmnopqrstuvwxyzÄÖÜß€漢字0123456789 .-";
        var text = new string([.. Enumerable.Range(0, _random.Next(12)).Select(_ => Letters[_random.Next(Letters.Length)])]);
        return _random.Next(8) == 0 ? text + "\U0001F4F6" : text;
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
