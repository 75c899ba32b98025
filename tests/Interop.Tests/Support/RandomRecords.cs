using System.Reflection;
using System.Text;
using MbimProtocol.Encoding;
using MbimProtocol.Services.MsUiccLowLevelAccessService;

namespace MbimEmulator.Interop.Tests.Support;

/// <summary>Random values of any declared record, through its properties.</summary>
internal sealed class RandomRecords(int seed)
{
    private readonly Random _random = new(seed);

    public T Next<T>() => (T)Next(typeof(T));

    private object Next(Type type) => Type.GetTypeCode(type) switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } inner => _random.Next(3) == 0 ? null! : Next(inner),
        _ when type.IsEnum => NextEnum(type),
        TypeCode.Byte => (byte)_random.Next(256),
        TypeCode.UInt16 => (ushort)_random.Next(65536),
        TypeCode.UInt32 => NextUInt32(),
        TypeCode.UInt64 => (ulong)_random.NextInt64(),
        TypeCode.String => NextText(),
        _ when type == typeof(Guid) => new Guid(NextBytes(16)),
        _ when type == typeof(IPv4Address) => new IPv4Address(NextUInt32()),
        _ when type == typeof(IPv6Address) => new IPv6Address(new UInt128((ulong)_random.NextInt64(), (ulong)_random.NextInt64())),
        _ when type == typeof(Tlv) => new Tlv((TlvType)_random.Next(1, 18), MbimArray.Own(NextBytes(_random.Next(12)))),
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(MbimArray<>) => NextArray(type.GenericTypeArguments[0], _random.Next(6)),
        _ => NextRecord(type),
    };

    private object NextRecord(Type type)
    {
        var record = Activator.CreateInstance(type)!;
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToList();
        foreach (var property in properties)
        {
            property.SetValue(record, NextValue(property));
        }

        foreach (var sized in type.GetProperties().Select(property => property.GetCustomAttribute<SizeOfAttribute>()).OfType<SizeOfAttribute>())
        {
            var length = _random.Next(24);
            foreach (var name in sized.Arrays.Where(name => type.GetProperty(name)!.PropertyType == typeof(MbimArray<byte>)))
            {
                type.GetProperty(name)!.SetValue(record, MbimArray.Own(NextBytes(length)));
            }
        }

        return record;
    }

    private object NextValue(PropertyInfo property) => property.GetCustomAttribute<LayoutAttribute>() switch
    {
        { Layout: FieldLayout.FixedBytes, Size: var size } => MbimArray.Own(NextBytes(size)),

        // Bytes to the end of the buffer carry no length of their own: only whole words come back as they were. libmbim makes no structure without any.
        { Layout: FieldLayout.RemainingBytes } => MbimArray.Own(NextBytes(4 * _random.Next(1, 8))),

        // To libmbim it is a text.
        _ when property.Name == nameof(UiccAccessBinary.LocalPin) => MbimArray.Own(Encoding.Unicode.GetBytes(NextText())),
        _ => Next(property.PropertyType),
    };

    private object NextEnum(Type type)
    {
        var declared = type.GetEnumValues();
        return _random.Next(2) == 0
            ? declared.GetValue(_random.Next(declared.Length))!
            : Enum.ToObject(type, Next(type.GetEnumUnderlyingType()));
    }

    private object NextArray(Type element, int count)
    {
        var items = Array.CreateInstance(element, count);
        for (var i = 0; i < count; i++)
        {
            items.SetValue(Next(element), i);
        }

        return typeof(MbimArray).GetMethod(nameof(MbimArray.Own))!.MakeGenericMethod(element).Invoke(null, [items])!;
    }

    private string NextText()
    {
        int[] first = [' ', 0xa1, 0x4e00, 0x1f600];
        var text = new StringBuilder();
        for (var i = _random.Next(18); i > 0; i--)
        {
            text.Append(new Rune(first[_random.Next(2) * _random.Next(4)] + _random.Next(0x4f)));
        }

        return text.ToString();
    }

    private uint NextUInt32() => _random.Next(2) == 0 ? (uint)_random.Next(20) : (uint)_random.NextInt64(1L << 32);

    private byte[] NextBytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }
}
