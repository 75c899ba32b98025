using System.Globalization;
using MbimEmulator.Mutation;
using MbimEmulator.Mutation.Running;

// A worker has nothing but NUnit and the assembly under test.
if (args is ["worker", var testAssembly, var switches])
{
    return Worker.Run(Path.GetFullPath(testAssembly), int.Parse(switches, CultureInfo.InvariantCulture));
}

return await Arguments.InvokeAsync(args);
