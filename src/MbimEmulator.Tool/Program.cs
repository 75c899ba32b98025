using MbimEmulator.Tool;

return await CommandLine.InvokeAsync(args).ConfigureAwait(false);
