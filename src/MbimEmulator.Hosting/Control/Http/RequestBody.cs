using MbimEmulator.Yaml;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Checks bodies of requests for members that mean nothing.</summary>
internal static class RequestBody
{
    /// <summary>The body, if each of its members is one that it can have.</summary>
    /// <exception cref="ControlException">One is not.</exception>
    public static T Checked<T>(T body)
        where T : IRequestBody
    {
        if (body.Unknown?.Keys.FirstOrDefault() is { } unknown)
        {
            var known = ControlJson.Default.GetTypeInfo(typeof(T))!.Properties.Where(property => !property.IsExtensionData).Select(property => property.Name).ToList();
            throw new ControlException(new ControlProblem(400, $"The body has an unknown member '{unknown}'.")
            {
                Where = "body",
                Found = unknown,
                Expected = $"one of {string.Join(", ", known)}",
                Nearest = Nearest.Find(unknown, known),
            });
        }

        return body;
    }
}
