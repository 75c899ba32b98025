namespace MbimProtocol.Services;

/// <summary>Over which access a context runs (MBIMEx 3.0).</summary>
public enum AccessMediaType : uint
{
    Unknown = 0,
    ThreeGpp = 1,
    ThreeGppPreferred = 2,
}
