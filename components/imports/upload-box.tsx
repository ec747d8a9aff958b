'use client';

import { useState } from 'react';
import { formatBytes } from '@/components/evidence/format';
import { FileDrop } from '@/components/ui/file-drop';
import { Progress } from '@/components/ui/progress';
import { sendFile } from './send-file';

interface UploadBoxProps {
  slug: string;
  /** The file lies on the server; its columns can be mapped now. */
  onStored: (importId: string) => void;
}

export function UploadBox({ slug, onStored }: UploadBoxProps) {
  const [sending, setSending] = useState<{ file: File; sent: number } | undefined>();
  const [problem, setProblem] = useState<string | undefined>();
  const take = async (file: File) => {
    setProblem(undefined);
    setSending({ file, sent: 0 });
    try {
      onStored(await sendFile(slug, file, (sent) => setSending({ file, sent })));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The file could not be stored. Try again.');
    } finally {
      setSending(undefined);
    }
  };
  return (
    <div className="flex flex-col gap-2 border-b border-border p-4">
      {sending ? (
        <Progress
          label={`Sending ${sending.file.name}`}
          value={sending.sent}
          total={sending.file.size}
          done={`${sending.file.name}: ${formatBytes(sending.sent)} of ${formatBytes(sending.file.size)} sent`}
        />
      ) : (
        <FileDrop
          label="Drop a file, or choose one"
          hint="Nothing is imported before you have seen how its columns are read"
          accept=".csv,.tsv,.txt,text/csv"
          onFile={(file) => void take(file)}
        />
      )}
      {problem ? (
        <p role="alert" className="text-table text-risk-text">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
