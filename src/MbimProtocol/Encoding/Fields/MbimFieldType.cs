namespace MbimProtocol.Fields;

/// <summary>What a field's value is.</summary>
public enum MbimFieldType
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A number with a name, or flags with names.</summary>
    Enumeration,

    /// <summary>A text.</summary>
    Text,

    /// <summary>A UUID.</summary>
    Uuid,

    /// <summary>An IPv4 or IPv6 address.</summary>
    Address,

    /// <summary>Bytes.</summary>
    Bytes,
}
