using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>A country.</summary>
/// <param name="GeoId">Its geographical location in Windows (GEOID).</param>
/// <param name="Mcc">The mobile country codes of its providers, 3 digits each.</param>
public sealed record CountryCodes(uint GeoId, MbimArray<string> Mcc);
