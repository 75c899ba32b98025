using MbimEmulator.Profiles;

namespace MbimEmulator.Patterns;

/// <summary>A text that may call device services by the names that its profile gives them.</summary>
internal interface INamesDeviceServices
{
    /// <summary>The device services of the profile.</summary>
    IReadOnlyList<DeviceServiceProfile> DeviceServices { get; }
}
