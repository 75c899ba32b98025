namespace MbimProtocol.Encoding;

/// <summary>Takes the fields of an information buffer one after another, for text, JSON and comparison.</summary>
public interface IFieldVisitor
{
    /// <summary>An unsigned number.</summary>
    /// <param name="name">The field.</param>
    /// <param name="value">The number.</param>
    /// <param name="personal">Whether it belongs to a subscription alone (a response of its SIM, a key).</param>
    void Number(string name, ulong value, bool personal)
    {
    }

    /// <summary>A signed number.</summary>
    void SignedNumber(string name, long value)
    {
    }

    /// <summary>An enumeration or a set of flags: the raw value and its names.</summary>
    void Enumeration(string name, ulong value, string text)
    {
    }

    /// <summary>A text.</summary>
    /// <param name="name">The field.</param>
    /// <param name="value">The text.</param>
    /// <param name="personal">Whether it names a person or a subscription (IMSI, ICCID, IMEI, number, user name).</param>
    void Text(string name, string value, bool personal)
    {
    }

    /// <summary>A UUID.</summary>
    void Uuid(string name, Guid value)
    {
    }

    /// <summary>An IPv4 or IPv6 address in its usual notation; empty when absent.</summary>
    void Address(string name, string value)
    {
    }

    /// <summary>Raw bytes.</summary>
    /// <param name="name">The field.</param>
    /// <param name="value">The bytes.</param>
    /// <param name="personal">Whether they belong to a person or a subscription alone (files of its SIM, keys, PINs).</param>
    void Bytes(string name, ReadOnlySpan<byte> value, bool personal)
    {
    }

    /// <summary>A structure begins; its fields follow until <see cref="EndStructure"/>.</summary>
    void BeginStructure(string name)
    {
    }

    /// <summary>The structure that began last ends.</summary>
    void EndStructure()
    {
    }

    /// <summary>An array begins; its elements follow, their names are their indices.</summary>
    void BeginArray(string name, int count)
    {
    }

    /// <summary>The array that began last ends.</summary>
    void EndArray()
    {
    }
}
